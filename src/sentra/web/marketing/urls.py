"""Telling people elsewhere: short links that count, texts to paste, what came of it."""

from django.urls import path

from sentra.web.marketing import catalogue, desk, visit

urlpatterns = [
    path("s/<slug:code>", visit.follow, name="short-link"),
    path("pemasaran/", desk.marketing, name="marketing"),
    path("pemasaran/tautan/", desk.link_all_goods, name="link-all-goods"),
    path("pemasaran/tautan/<int:link_id>/qr.svg", desk.qr, name="link-qr"),
    path("pemasaran/katalog/", catalogue.catalogue, name="catalogue-to-print"),
    path("pemasaran/katalog/buat/", catalogue.ask, name="ask-catalogue"),
    path("pemasaran/katalog/katalog.pdf", catalogue.download, name="catalogue-file"),
    path("produk/<int:product_id>/bagikan/", desk.share, name="share-product"),
    path("produk/<int:product_id>/bagikan/tautan/", desk.link_product, name="link-product"),
]
