"""The organisation's own settings: what its letters say."""

from django.urls import path

from sentra.web.organisation import qris, views, weighing

urlpatterns = [
    path("pengaturan/", views.letterhead, name="letterhead"),
    path("pengaturan/simpan/", views.save, name="save-letterhead"),
    path("pengaturan/pembagian/", weighing.weights, name="weights"),
    path("pengaturan/pembagian/simpan/", weighing.save_weights, name="save-weights"),
    path("pengaturan/qris/", qris.qris_page, name="qris"),
    path("pengaturan/qris/periksa/", qris.look, name="look-at-qris"),
    path("pengaturan/qris/simpan/", qris.keep, name="keep-qris"),
    path("pengaturan/qris/lepas/", qris.put_away, name="put-away-qris"),
]
