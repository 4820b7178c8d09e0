"""The way in: the front page, a member of staff's home, files, and the site's own health."""

from django.urls import path, re_path

from sentra.web.front import views

KEPT = r"(?P<name>[0-9]{1,18}/[0-9a-f]{2}/[0-9a-f]{32}[.a-z0-9]{0,8})"
"""The shape `kernel.files` gives its names; whatever else is asked for never reaches the disk."""

urlpatterns = [
    path("", views.front, name="front"),
    path("beranda/", views.home, name="home"),
    path("beranda/pindah/", views.choose_tenant, name="choose-tenant"),
    path("berkas/<uuid:uid>/", views.file, name="file"),
    re_path(rf"^media/{KEPT}\Z", views.picture, name="picture"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
