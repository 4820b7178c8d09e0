"""Products: what is offered, in which stages it is made, what each stage earns."""

from django.urls import path

from sentra.web.products import photos, price, stages, views

urlpatterns = [
    path("produk/", views.products, name="products"),
    path("produk/baru/", views.new_product, name="new-product"),
    path("produk/simpan/", views.save_new, name="add-product"),
    path("produk/motif/", views.save_motif, name="add-motif"),
    path("produk/<int:product_id>/", views.product, name="product"),
    path("produk/<int:product_id>/ubah/", views.change, name="change-product"),
    path("produk/<int:product_id>/ubah/simpan/", views.save_change, name="save-product"),
    path("produk/<int:product_id>/foto/", views.save_picture, name="product-picture"),
    path("produk/<int:product_id>/foto/buang/", views.remove_picture, name="remove-product-picture"),
    path("produk/<int:product_id>/tampil/", views.publish, name="publish-product"),
    path("produk/<int:product_id>/sembunyi/", views.unpublish, name="unpublish-product"),
    path("foto/", photos.photos, name="photos"),
    path("foto/kirim/", photos.send, name="send-photos"),
    path("foto/<int:photo_id>/setuju/", photos.agreed, name="photo-agreed"),
    path("foto/<int:photo_id>/buang/", photos.thrown_away, name="throw-photo-away"),
    path("produk/<int:product_id>/harga/", price.price, name="price-helper"),
    path("produk/<int:product_id>/harga/hitung/", price.count, name="count-price"),
    path("produk/<int:product_id>/harga/pakai/", price.use, name="use-price"),
    path("produk/<int:product_id>/harga/lantai/", price.set_floor, name="set-wage-floor"),
    path("produk/<int:product_id>/tahap/", stages.stages, name="product-stages"),
    path("produk/<int:product_id>/tahap/simpan/", stages.save, name="save-stages"),
]
