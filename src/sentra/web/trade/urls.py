"""Trade: what collectors pay, compared with quick cash and an order."""

from django.urls import path

from sentra.web.trade import comparing, fund, prices, purchase

urlpatterns = [
    path("tunai/", fund.fund, name="quick-cash"),
    path("tunai/beli/", fund.buy, name="buy-at-once"),
    path("tunai/isi/", fund.fill, name="fill-fund"),
    path("tunai/harga/", fund.set_price, name="set-floor-price"),
    path("tunai/aturan/", fund.set_rule, name="set-gain-rule"),
    path("tunai/bagi/<int:order_id>/", fund.share, name="share-gains"),
    path("tunai/<int:purchase_id>/", purchase.purchase, name="purchase"),
    path("tunai/<int:purchase_id>/bukti.pdf", purchase.paper, name="purchase-paper"),
    path("tunai/<int:purchase_id>/pakai/", purchase.use, name="use-purchase"),
    path("pengepul/", prices.collectors, name="collector-prices"),
    path("pengepul/catat/", prices.note, name="note-collector-price"),
    path("produk/<int:product_id>/banding/", comparing.of_product, name="product-comparison"),
    path("pengrajin/<int:workshop_id>/banding/", comparing.of_maker, name="maker-comparison"),
]
