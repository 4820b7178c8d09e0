"""Capital aid: the cooperative's proposals under bantuan/, the office's desk under meja-bantuan/."""

from django.urls import path

from sentra.web.aid import office, papers, views

urlpatterns = [
    path("bantuan/", views.aid, name="aid"),
    path("bantuan/baru/", views.new, name="new-proposal"),
    path("bantuan/simpan/", views.save_new, name="draft-proposal"),
    path("bantuan/<int:proposal_id>/", views.proposal, name="proposal"),
    path("bantuan/<int:proposal_id>/ubah/", views.change, name="change-proposal"),
    path("bantuan/<int:proposal_id>/ubah/simpan/", views.save_change, name="save-proposal"),
    path("bantuan/<int:proposal_id>/kirim/", views.send, name="send-proposal"),
    path("bantuan/<int:proposal_id>/tarik/", views.withdraw, name="withdraw-proposal"),
    path("bantuan/<int:proposal_id>/terima/", views.receive, name="receive-aid"),
    path("bantuan/<int:proposal_id>/pakai/", views.use, name="tell-use"),
    path("bantuan/<int:proposal_id>/pakai/<int:use_id>/coret/", views.strike, name="strike-use"),
    path("bantuan/<int:proposal_id>/angsur/", views.repay, name="repay-aid"),
    path("bantuan/<int:proposal_id>/uang/<int:money_id>/batal/", views.take_back, name="take-back-aid"),
    path("bantuan/<int:proposal_id>/lapor/", views.report, name="report-aid"),
    path("bantuan/<int:proposal_id>/usulan.pdf", papers.our_proposal, name="proposal-paper"),
    path("bantuan/<int:proposal_id>/laporan.pdf", papers.our_report, name="aid-report"),
    path("meja-bantuan/", office.desk, name="aid-desk"),
    path("meja-bantuan/<uuid:uid>/", office.case, name="aid-case"),
    path("meja-bantuan/<uuid:uid>/periksa/", office.check, name="check-aid"),
    path("meja-bantuan/<uuid:uid>/setujui/", office.grant, name="grant-aid"),
    path("meja-bantuan/<uuid:uid>/tolak/", office.refuse, name="refuse-aid"),
    path("meja-bantuan/<uuid:uid>/akhiri/", office.end, name="end-grant"),
    path("meja-bantuan/<uuid:uid>/usulan.pdf", papers.their_proposal, name="their-proposal"),
    path("meja-bantuan/<uuid:uid>/laporan.pdf", papers.their_report, name="their-report"),
    path("meja-bantuan/<uuid:uid>/bukti/<uuid:picture>/", papers.their_receipt, name="their-receipt"),
]
