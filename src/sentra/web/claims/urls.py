"""Who is who in the office's registry: her phone, the cooperative's desk, the office's."""

from django.urls import path

from sentra.web.claims import office, phone, views

urlpatterns = [
    path("saya/registri/", phone.my_registry, name="my-registry"),
    path("saya/registri/tanya/", phone.claim, name="my-claim"),
    path("saya/registri/batal/", phone.withdraw, name="my-claim-withdrawn"),
    path("saya/registri/pakai/", phone.take, name="my-entry"),
    path("anggota/registri/", views.claims, name="claims"),
    path("anggota/registri/tanya/", views.claim, name="claim-entry"),
    path("anggota/registri/<int:claim_id>/batal/", views.withdraw, name="withdraw-claim"),
    path("anggota/registri/<uuid:uid>/pakai/", views.take, name="take-entry"),
    path("registri/pengakuan/", office.desk, name="claim-desk"),
    path("registri/pengakuan/<uuid:uid>/", office.claim, name="claim"),
    path("registri/pengakuan/<uuid:uid>/benar/", office.grant, name="grant-claim"),
    path("registri/pengakuan/<uuid:uid>/tolak/", office.refuse, name="refuse-claim"),
    path("registri/pengakuan/<int:answer_id>/tarik/", office.take_back, name="take-answer-back"),
    path("registri/<int:entry_id>/serahkan/", office.help_her, name="help-her"),
    path("registri/<int:entry_id>/serahkan/simpan/", office.hand, name="hand-over"),
]
