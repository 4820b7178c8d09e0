"""Inspection: what comes through the door and what it is worth."""

from django.urls import path

from sentra.web.quality import views

urlpatterns = [
    path("mutu/", views.lots, name="lots"),
    path("mutu/terima/<int:assignment_id>/", views.hand_in_page, name="hand-in"),
    path("mutu/terima/<int:assignment_id>/simpan/", views.take_in, name="take-in"),
    path("mutu/<int:lot_id>/", views.lot, name="lot"),
    path("mutu/<int:lot_id>/periksa/", views.judge, name="inspect"),
]
