"""The rules, a founding, and the groups an office opens."""

from django.urls import path

from sentra.web.founding import founders, groups, rules, views

urlpatterns = [
    path("aturan/", rules.rules, name="rules"),
    path("aturan/ad-art.pdf", rules.paper, name="statutes-paper"),
    path("aturan/draf/", rules.draft, name="draft-rules"),
    path("aturan/draf/simpan/", rules.save_draft, name="save-draft"),
    path("aturan/akta/", rules.deed, name="rules-of-the-deed"),
    path("aturan/akta/simpan/", rules.take_over, name="take-over-rules"),
    path("pendirian/", views.founding, name="founding"),
    path("pendirian/pendiri/", founders.founders, name="founders"),
    path("pendirian/pendiri/tambah/", founders.add, name="add-founder"),
    path("pendirian/pendiri/<int:application_id>/betulkan/", founders.correct, name="correct-founder"),
    path("pendirian/pendiri/<int:application_id>/keluar/", founders.remove, name="remove-founder"),
    path("pendirian/pendiri/<int:application_id>/setor/", founders.pay, name="pay-in"),
    path("pendirian/setoran/<int:payment_id>/batal/", founders.take_back, name="take-back-payment"),
    path("pendirian/notaris/", views.file_papers, name="file-founding"),
    path("pendirian/notaris/kembali/", views.papers_back, name="take-papers-back"),
    path("pendirian/batal/", views.give_up, name="give-up-founding"),
    path("pendirian/sah/", views.approve, name="approve-founding"),
    path("pendirian/surat/<slug:kind>.pdf", views.paper, name="founding-paper"),
    path("kelompok/", groups.groups, name="groups"),
    path("kelompok/buka/", groups.open_one, name="open-group"),
]
