"""The basket and the checkout, the same for a cooperative (`k/<slug>/`) and for a district (`d/<code>/`)."""

from django.urls import path

from sentra.web.shop import checkout, own, views

PAGES = {
    "cart": ("keranjang/", views.cart),
    "cart-put": ("keranjang/isi/", views.put),
    "cart-change": ("keranjang/ubah/", views.change),
    "checkout": ("keranjang/pesan/", checkout.checkout),
    "place": ("keranjang/pesan/kirim/", checkout.place),
}

urlpatterns = [
    *[path(f"k/<slug:slug>/{rest}", view, name=f"public-{name}") for name, (rest, view) in PAGES.items()],
    *[
        path(f"d/<region:district>/{rest}", view, name=f"district-{name}")
        for name, (rest, view) in PAGES.items()
    ],
    path("d/<region:district>/belanja/<uuid:uid>/", checkout.placed, name="district-placed"),
    path("k/<slug:slug>/permintaan/<uuid:uid>/batal/", own.give_up, name="give-up-purchase"),
    path("k/<slug:slug>/permintaan/<uuid:uid>/<int:order_id>/bukti/", own.proof, name="send-proof"),
]
