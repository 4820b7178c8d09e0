"""Trade: what collectors pay, compared with quick cash and an order."""

from django.urls import path

from sentra.web.trade import comparing, prices

urlpatterns = [
    path("pengepul/", prices.collectors, name="collector-prices"),
    path("pengepul/catat/", prices.note, name="note-collector-price"),
    path("produk/<int:product_id>/banding/", comparing.of_product, name="product-comparison"),
    path("pengrajin/<int:workshop_id>/banding/", comparing.of_maker, name="maker-comparison"),
]
