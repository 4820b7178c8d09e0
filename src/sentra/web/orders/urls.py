"""Orders: the list, quotations, one order's page and its acts, the split page, papers."""

from django.urls import path

from sentra.web.orders import (
    acts,
    advancing,
    lagging,
    papers,
    payments,
    quoting,
    shifting,
    splitting,
    together,
    views,
)

ORDER = "pesanan/<int:order_id>/"
SPLIT = f"{ORDER}bagi/"

urlpatterns = [
    path("penawaran/baru/", quoting.quote, name="quote"),
    path("penawaran/simpan/", quoting.save_quote, name="save-quote"),
    path("pesanan/", views.orders, name="orders"),
    path("pesanan/bagi-bersama/", together.together, name="split-together"),
    path("pesanan/bagi-bersama/buat/", together.make_split_together, name="make-split-together"),
    path(ORDER, views.order, name="order"),
    path(f"{ORDER}ubah/", quoting.change, name="change-quote"),
    path(f"{ORDER}ubah/simpan/", quoting.save_change, name="save-change"),
    path(f"{ORDER}terima/", acts.accept, name="accept-order"),
    path(f"{ORDER}tolak/", acts.decline, name="decline-order"),
    path(f"{ORDER}contoh/", acts.sample, name="show-sample"),
    path(f"{ORDER}contoh/<int:sample_id>/setuju/", acts.sample_approved, name="approve-sample"),
    path(f"{ORDER}contoh/<int:sample_id>/ubah/", acts.sample_refused, name="refuse-sample"),
    path(f"{ORDER}bayar/", acts.pay, name="record-payment"),
    path(f"{ORDER}bayar/<int:payment_id>/", payments.payment, name="payment"),
    path(f"{ORDER}bayar/<int:payment_id>/tarik/", payments.take_back, name="take-back-payment"),
    path(f"{ORDER}kirim/", acts.hand_over, name="deliver"),
    path(f"{ORDER}tagih/", acts.bill, name="issue-invoice"),
    path(f"{ORDER}tutup/", acts.close, name="close-order"),
    path(f"{ORDER}batal/", acts.cancel, name="cancel-order"),
    path(f"{ORDER}uang-muka/", advancing.advance, name="grant-advance"),
    path(f"{ORDER}uang-muka/periksa/", advancing.check_advances, name="check-advances"),
    path(f"{ORDER}uang-muka/semua/", advancing.advance_all, name="grant-advances"),
    path(f"{ORDER}surat/<slug:kind>.pdf", papers.paper, name="order-paper"),
    path(SPLIT, splitting.split, name="split"),
    path(f"{SPLIT}buat/", splitting.make_split, name="make-split"),
    path(f"{SPLIT}rencana/<int:plan_id>/tawarkan/", splitting.offer_all, name="offer-plan"),
    path(f"{SPLIT}rencana/<int:plan_id>/beri/", shifting.shift, name="shift"),
    path(f"{SPLIT}rencana/<int:plan_id>/beri/simpan/", shifting.give, name="shift-work"),
    path(f"{SPLIT}<int:assignment_id>/sanggup/", splitting.answer_yes, name="accept-for-her"),
    path(f"{SPLIT}<int:assignment_id>/tidak/", splitting.answer_no, name="decline-for-her"),
    path(f"{SPLIT}<int:assignment_id>/sisa/", lagging.rest, name="rest"),
    path(f"{SPLIT}<int:assignment_id>/sisa/ambil/", lagging.take_rest, name="take-rest"),
    path(f"{SPLIT}<int:assignment_id>/tarik/", splitting.withdraw, name="withdraw-work"),
]
