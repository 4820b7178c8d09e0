"""Telling people elsewhere: short links that count, texts to paste, what came of it."""

from django.urls import path

from sentra.web.marketing import desk, visit

urlpatterns = [
    path("s/<slug:code>", visit.follow, name="short-link"),
    path("pemasaran/", desk.marketing, name="marketing"),
    path("pemasaran/tautan/", desk.link_all_goods, name="link-all-goods"),
    path("pemasaran/tautan/<int:link_id>/qr.svg", desk.qr, name="link-qr"),
    path("produk/<int:product_id>/bagikan/", desk.share, name="share-product"),
    path("produk/<int:product_id>/bagikan/tautan/", desk.link_product, name="link-product"),
]
