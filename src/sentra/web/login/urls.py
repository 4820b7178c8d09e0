"""Signing in with a member card."""

from django.urls import path

from sentra.web.login import views

urlpatterns = [
    path("kartu/", views.people, name="card-people"),
    path("kartu/keluar/", views.leave, name="card-leave"),
    path("kartu/lupakan/", views.forget, name="card-forget"),
    path("kartu/<str:token>/", views.card, name="card-login"),
]
