"""Members: the register, candidates, one member, her leaving; and what she does about it on her phone."""

from django.urls import path

from sentra.web.members import joining, leaving, one, phone, views

urlpatterns = [
    path("anggota/", views.members, name="members"),
    path("anggota/buku.pdf", views.register_paper, name="members-paper"),
    path("anggota/calon/", joining.candidates, name="candidates"),
    path("anggota/calon/baru/", joining.new_candidate, name="new-candidate"),
    path("anggota/calon/simpan/", joining.ask, name="ask-to-join"),
    path("anggota/calon/<int:application_id>/terima/", joining.accept, name="accept-application"),
    path("anggota/calon/<int:application_id>/tolak/", joining.refuse, name="refuse-application"),
    path("anggota/calon/<int:application_id>/batal/", joining.withdraw, name="withdraw-application"),
    path("anggota/<int:member_id>/", one.member, name="member"),
    path("anggota/<int:member_id>/setuju/", one.agree, name="give-consent"),
    path("anggota/<int:member_id>/tarik/", one.take_back, name="withdraw-consent"),
    path("anggota/<int:member_id>/menolak/", one.decline, name="decline-consent"),
    path("anggota/<int:member_id>/wakil/", one.delegate, name="let-act"),
    path("anggota/<int:member_id>/wakil/selesai/", one.end_delegate, name="end-delegation"),
    path("anggota/<int:member_id>/keluar/", leaving.leaving, name="leaving"),
    path("anggota/<int:member_id>/keluar/minta/", leaving.ask, name="ask-to-leave"),
    path("anggota/<int:member_id>/keluar/batal/", leaving.stay, name="stay-after-all"),
    path("anggota/<int:member_id>/keluar/ahli-waris/", leaving.heir, name="name-heir"),
    path("anggota/<int:member_id>/keluar/selesaikan/", leaving.settle, name="settle-leaving"),
    path("anggota/<int:member_id>/keluar/bayar/", leaving.pay, name="pay-leaving"),
    path("saya/anggota/", phone.my_membership, name="my-membership"),
    path("saya/anggota/minta/", phone.ask, name="my-asking"),
    path("saya/anggota/setuju/", phone.agree, name="my-consent"),
    path("saya/anggota/tarik/", phone.take_back, name="my-consent-withdrawn"),
    path("saya/anggota/menolak/", phone.decline, name="my-consent-declined"),
    path("saya/anggota/wakil/", phone.delegate, name="my-delegate"),
    path("saya/anggota/wakil/selesai/", phone.end_delegate, name="my-delegate-ended"),
    path("saya/anggota/keluar/", phone.leave, name="my-leaving"),
    path("saya/anggota/tetap/", phone.stay, name="my-staying"),
    path("saya/untuk/", phone.act_for, name="act-for"),
]
