"""Materials: what the store has, what a piece takes, what is with makers."""

from django.urls import path

from sentra.web.materials import order, recipe, views

urlpatterns = [
    path("bahan/", views.materials, name="materials"),
    path("bahan/tambah/", views.add, name="add-material"),
    path("bahan/<int:material_id>/", views.material, name="material"),
    path("bahan/<int:material_id>/ubah/", views.change, name="change-material"),
    path("bahan/<int:material_id>/beli/", views.buy, name="buy-material"),
    path("bahan/<int:material_id>/beli/<int:purchase_id>/bayar/", views.pay, name="pay-purchase"),
    path("bahan/<int:material_id>/beli/<int:purchase_id>/batal/", views.take_back, name="take-back-purchase"),
    path("bahan/<int:material_id>/hapus/", views.write_off, name="write-off-material"),
    path("produk/<int:product_id>/bahan/", recipe.recipe, name="recipe"),
    path("produk/<int:product_id>/bahan/<int:stage_id>/", recipe.save, name="save-recipe"),
    path("pesanan/<int:order_id>/bahan/", order.order_materials, name="order-materials"),
    path("pesanan/<int:order_id>/bahan/serah/", order.give, name="hand-out"),
    path("pesanan/<int:order_id>/bahan/catat/", order.tell, name="tell-material"),
    path("pesanan/<int:order_id>/bahan/hilang/", order.lose, name="lose-material"),
    path("saya/bahan/", order.my_materials, name="my-materials"),
]
