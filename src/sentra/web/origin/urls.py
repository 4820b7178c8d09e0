"""Labels of origin: what everybody may ask of them, and the desk that issues them."""

from django.urls import path

from sentra.web.origin import desk, views

urlpatterns = [
    path("asal/periksa/", views.check, name="check-labels"),
    path("asal/daftar.json", views.listed, name="label-list"),
    path("asal/penjaga.js", views.worker, name="label-worker"),
    path("asal/<str:code>/", views.label, name="label"),
    path("label/", desk.labels, name="labels"),
    path("label/lot/<int:lot_id>/", desk.lot_labels, name="lot-labels"),
    path("label/lot/<int:lot_id>/terbitkan/", desk.issue, name="issue-labels"),
    path("label/lot/<int:lot_id>/cabut/", desk.withdraw, name="withdraw-labels"),
    path("label/lot/<int:lot_id>/<slug:kind>/<slug:size>.pdf", desk.sheet, name="label-sheet"),
]
