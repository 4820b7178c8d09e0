"""The way in: the front page, a member of staff's home, files, and the site's own health."""

from django.urls import path

from sentra.web.front import views

urlpatterns = [
    path("", views.front, name="front"),
    path("beranda/", views.home, name="home"),
    path("beranda/pindah/", views.choose_tenant, name="choose-tenant"),
    path("berkas/<uuid:uid>/", views.file, name="file"),
    path("media/<path:name>", views.picture, name="picture"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
