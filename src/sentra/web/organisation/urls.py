"""The organisation's own settings: what its letters say."""

from django.urls import path

from sentra.web.organisation import views

urlpatterns = [
    path("pengaturan/", views.letterhead, name="letterhead"),
    path("pengaturan/simpan/", views.save, name="save-letterhead"),
]
