"""Paying the makers: the cash desk, runs prepared by one and approved by another, slips and their papers."""

from django.urls import path

from sentra.web.payouts import advances, deductions, views

urlpatterns = [
    path("pembayaran/", views.payouts, name="payouts"),
    path("pembayaran/siapkan/", views.prepare, name="prepare-payout"),
    path("pembayaran/<int:run_id>/", views.payout, name="payout"),
    path("pembayaran/<int:run_id>/setujui/", views.approve, name="approve-payout"),
    path("pembayaran/<int:run_id>/kembalikan/", views.send_back, name="send-back-payout"),
    path("pembayaran/<int:run_id>/bayar/", views.pay, name="pay-slips"),
    path("pembayaran/<int:run_id>/kirim/", views.send, name="send-slips"),
    path("pembayaran/<int:run_id>/surat/<str:kind>", views.paper, name="payout-paper"),
    path("pembayaran/uang-muka/<int:advance_id>/", advances.advance, name="advance"),
    path("pembayaran/uang-muka/<int:advance_id>/kembali/", advances.repay, name="repay-advance"),
    path("pembayaran/uang-muka/<int:advance_id>/hapus/", advances.write_off, name="write-off-advance"),
    path("pembayaran/uang-muka/<int:advance_id>/salah/", advances.take_back, name="take-back-advance"),
    path("pembayaran/potongan/<int:party_id>/", deductions.deductions, name="deductions"),
    path("pembayaran/potongan/<int:party_id>/tanya/", deductions.propose, name="propose-deduction"),
    path("pembayaran/potongan/<int:party_id>/kembali/", deductions.ask_returned, name="ask-returned"),
    path(
        "pembayaran/potongan/<int:party_id>/<int:deduction_id>/jawab/",
        deductions.write_answer,
        name="answer-deduction",
    ),
    path(
        "pembayaran/potongan/<int:party_id>/<int:deduction_id>/urung/",
        deductions.drop,
        name="drop-deduction",
    ),
    path("saya/potongan/<int:deduction_id>/", deductions.my_deduction, name="my-deduction"),
    path("saya/potongan/<int:deduction_id>/jawab/", deductions.answer_mine, name="answer-my-deduction"),
    path("pembayaran/slip/<int:slip_id>/", views.slip, name="slip"),
    path("pembayaran/slip/<int:slip_id>/slip.pdf", views.slip_paper, name="slip-paper"),
    path("pembayaran/slip/<int:slip_id>/bayar/", views.pay_one, name="pay-slip"),
    path("pembayaran/slip/<int:slip_id>/cara/", views.other_way, name="change-slip-method"),
    path("pembayaran/slip/<int:slip_id>/kembali/", views.bounce, name="bounce-slip"),
    path("pembayaran/slip/<int:slip_id>/lagi/", views.try_again, name="try-slip-again"),
    path("pembayaran/slip/<int:slip_id>/gagal/", views.fail, name="fail-slip"),
]
