"""Loans: the list, the calculator, one loan and everything that happens to it; her own phone."""

from django.urls import path

from sentra.web.loans import mine, paying, views

urlpatterns = [
    path("pinjaman/", views.loans, name="loans"),
    path("pinjaman/hitung/", views.calculator, name="loan-calculator"),
    path("pinjaman/baru/", views.new, name="new-loan"),
    path("pinjaman/baru/catat/", views.write_down, name="write-loan"),
    path("pinjaman/<int:loan_id>/", views.loan, name="loan"),
    path("pinjaman/<int:loan_id>/setujui/", views.approve, name="approve-loan"),
    path("pinjaman/<int:loan_id>/tolak/", views.refuse, name="refuse-loan"),
    path("pinjaman/<int:loan_id>/bayarkan/", paying.pay_out, name="pay-out-loan"),
    path("pinjaman/<int:loan_id>/angsur/", paying.instalment, name="take-instalment"),
    path("pinjaman/<int:loan_id>/lunasi/", paying.early, name="repay-early"),
    path("pinjaman/<int:loan_id>/usul-hapus/", paying.propose_write_off, name="ask-write-off"),
    path("pinjaman/<int:loan_id>/hapus/", paying.write_off, name="write-off-loan"),
    path("pinjaman/<int:loan_id>/batal-hapus/", paying.keep, name="drop-write-off"),
    path("pinjaman/angsuran/<int:payment_id>/", paying.receipt, name="loan-payment"),
    path("pinjaman/angsuran/<int:payment_id>/bukti.pdf", paying.receipt_paper, name="loan-payment-paper"),
    path("pinjaman/angsuran/<int:payment_id>/salah/", paying.take_back, name="take-back-instalment"),
    path("saya/simpanan/", mine.my_savings, name="my-savings"),
    path("saya/pinjaman/", mine.my_loan, name="my-loan"),
    path("saya/pinjaman/ajukan/", mine.ask, name="ask-loan"),
    path("saya/pinjaman/<int:loan_id>/urung/", mine.withdraw, name="withdraw-wish"),
]
