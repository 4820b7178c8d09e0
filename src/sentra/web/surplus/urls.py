"""Surplus (SHU): years, what if, one reckoning, one share, receipts; the member's own pages."""

from django.urls import path

from sentra.web.surplus import runs, shares, views

urlpatterns = [
    path("shu/", views.surplus, name="surplus"),
    path("shu/tahun/<str:year_end>/", views.what_if, name="surplus-what-if"),
    path("shu/tahun/<str:year_end>/simpan/", views.keep, name="keep-surplus"),
    path("shu/<int:run_id>/", runs.run, name="surplus-run"),
    path("shu/<int:run_id>/usul/", runs.propose, name="propose-surplus"),
    path("shu/<int:run_id>/bukukan/", runs.post, name="post-surplus"),
    path("shu/<int:run_id>/batal/", runs.drop, name="drop-surplus"),
    path("shu/<int:run_id>/daftar.pdf", runs.list_paper, name="surplus-list-paper"),
    path("shu/<int:run_id>/anggota/<int:member_id>/", shares.share, name="surplus-share"),
    path("shu/<int:run_id>/anggota/<int:member_id>/bayar/", shares.pay, name="pay-share"),
    path("shu/<int:run_id>/anggota/<int:member_id>/jawab/", shares.answer, name="answer-share"),
    path("shu/<int:run_id>/anggota/<int:member_id>/lembar.pdf", shares.share_paper, name="share-paper"),
    path("shu/bukti/<int:payment_id>/", shares.receipt, name="surplus-receipt"),
    path("shu/bukti/<int:payment_id>/bukti.pdf", shares.receipt_paper, name="surplus-receipt-paper"),
    path("shu/bukti/<int:payment_id>/salah/", shares.take_back, name="take-back-share"),
    path("saya/shu/", shares.my_shares, name="my-shares"),
    path("saya/shu/<int:share_id>/", shares.my_share, name="my-share"),
    path("saya/shu/<int:share_id>/tanya/", shares.ask, name="ask-about-share"),
    path("saya/shu/<int:share_id>/lembar.pdf", shares.my_share_paper, name="my-share-paper"),
]
