"""Asking a cooperative for an order, and what became of it. Its goods: sentra.web.showroom."""

from django.urls import path

from sentra.web.public import tracking, views

TRACKING = "k/<slug:slug>/permintaan/<uuid:uid>/"

urlpatterns = [
    path("k/<slug:slug>/produk/<slug:code>/kapan/", views.ask_day, name="ask-day"),
    path("k/<slug:slug>/pesan/", views.enquiry, name="enquiry"),
    path("k/<slug:slug>/pesan/kirim/", views.send, name="send-enquiry"),
    path(TRACKING, tracking.sent, name="enquiry-sent"),
    path(f"{TRACKING}ukuran/", tracking.answer, name="answer-own-sizes"),
    path(f"{TRACKING}<int:order_id>/setuju/", tracking.agree, name="agree-to-quotation"),
    path(f"{TRACKING}<int:order_id>/tolak/", tracking.decline, name="decline-own-quotation"),
    path(f"{TRACKING}<int:order_id>/surat/<slug:kind>.pdf", tracking.paper, name="tracking-paper"),
]
