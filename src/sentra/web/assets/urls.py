"""Fixed assets: the register, each thing, and the months that are written off."""

from django.urls import path

from sentra.web.assets import months, one, register

urlpatterns = [
    path("buku/aset/", register.assets, name="assets"),
    path("buku/aset/beli/", register.bought, name="asset-bought"),
    path("buku/aset/beli/simpan/", register.buy, name="buy-asset"),
    path("buku/aset/lama/", register.owned, name="asset-owned"),
    path("buku/aset/lama/simpan/", register.own, name="own-asset"),
    path("buku/aset/penyusutan/", months.depreciation, name="depreciation"),
    path("buku/aset/penyusutan/catat/", months.book, name="book-depreciation"),
    path("buku/aset/penyusutan/<int:month_id>/", months.month_page, name="asset-month"),
    path("buku/aset/penyusutan/<int:month_id>/batalkan/", months.take_back, name="take-back-month"),
    path("buku/aset/<int:asset_id>/", one.asset_page, name="asset"),
    path("buku/aset/<int:asset_id>/lepas/", one.leave, name="let-go-asset"),
    path("buku/aset/<int:asset_id>/batalkan/", one.take_back, name="take-back-asset"),
]
