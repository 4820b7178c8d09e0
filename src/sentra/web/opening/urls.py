"""Opening balances from Excel: the template, the dry run, booking by a second person, the way back."""

from django.urls import path

from sentra.web.opening import views

urlpatterns = [
    path("buku/saldo-awal/", views.openings, name="openings"),
    path("buku/saldo-awal/periksa/", views.check, name="check-opening"),
    path("buku/saldo-awal/isian.xlsx", views.blank, name="opening-template"),
    path("buku/saldo-awal/<int:opening_id>/", views.one, name="opening"),
    path("buku/saldo-awal/<int:opening_id>/buang/", views.drop, name="drop-opening"),
    path("buku/saldo-awal/<int:opening_id>/bukukan/", views.post, name="post-opening"),
    path("buku/saldo-awal/<int:opening_id>/tarik/", views.take_back, name="take-back-opening"),
]
