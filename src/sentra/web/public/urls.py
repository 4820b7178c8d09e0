"""A cooperative's public pages: its goods, how to ask, and what became of it."""

from django.urls import path

from sentra.web.public import views

urlpatterns = [
    path("k/<slug:slug>/", views.home, name="public-home"),
    path("k/<slug:slug>/produk/<slug:code>/", views.product, name="public-product"),
    path("k/<slug:slug>/pesan/", views.enquiry, name="enquiry"),
    path("k/<slug:slug>/pesan/kirim/", views.send, name="send-enquiry"),
    path("k/<slug:slug>/permintaan/<uuid:uid>/", views.sent, name="enquiry-sent"),
]
