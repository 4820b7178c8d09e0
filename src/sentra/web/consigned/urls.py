"""Goods that makers left to be sold."""

from django.urls import path

from sentra.web.consigned import views

urlpatterns = [
    path("titipan/", views.consigned, name="consigned"),
    path("titipan/terima/", views.new_receipt, name="new-consigned"),
    path("titipan/terima/simpan/", views.receive, name="receive-consigned"),
    path("titipan/<int:consignment_id>/", views.receipt, name="consignment"),
    path("titipan/<int:consignment_id>/tanda-terima.pdf", views.paper, name="consignment-paper"),
    path("titipan/<int:consignment_id>/kembali/<int:batch_id>/", views.give_back, name="give-back-consigned"),
    path("saya/titipan/", views.my_goods, name="my-goods"),
]
