"""The makers: list, one maker with all that is known of her, her card."""

from django.urls import path

from sentra.web.makers import cards, one, views

urlpatterns = [
    path("pengrajin/", views.makers, name="makers"),
    path("pengrajin/baru/", views.new_maker, name="new-maker"),
    path("pengrajin/simpan/", views.add_maker, name="add-maker"),
    path("pengrajin/<int:workshop_id>/", one.maker, name="maker"),
    path("pengrajin/<int:workshop_id>/ubah/", views.change_maker, name="change-maker"),
    path("pengrajin/<int:workshop_id>/ubah/simpan/", views.save_maker, name="save-maker"),
    path("pengrajin/<int:workshop_id>/istirahat/", one.deactivate, name="deactivate-maker"),
    path("pengrajin/<int:workshop_id>/aktif/", one.reactivate, name="reactivate-maker"),
    path("pengrajin/<int:workshop_id>/pekerja/", one.add_a_worker, name="add-worker"),
    path("pengrajin/<int:workshop_id>/pekerja/keluar/", one.remove_a_worker, name="remove-worker"),
    path("pengrajin/<int:workshop_id>/keahlian/", one.set_a_skill, name="set-skill"),
    path("pengrajin/<int:workshop_id>/kapasitas/", one.set_a_capacity, name="set-capacity"),
    path("pengrajin/<int:workshop_id>/libur/", one.add_an_absence, name="add-absence"),
    path("pengrajin/<int:workshop_id>/libur/hapus/", one.remove_an_absence, name="remove-absence"),
    path("pengrajin/<int:workshop_id>/rekening/", one.set_a_bank_account, name="set-bank-account"),
    path("pengrajin/<int:workshop_id>/kartu/", cards.issue, name="issue-card"),
    path("pengrajin/<int:workshop_id>/kartu/cabut/", cards.revoke, name="revoke-card"),
    path("pengrajin/<int:workshop_id>/kartu/cetak/", cards.fresh_card, name="fresh-card"),
    path("pengrajin/<int:workshop_id>/kartu/cetak.pdf", cards.paper, name="card-paper"),
    path("pengrajin/<int:workshop_id>/kartu/selesai/", cards.printed, name="card-printed"),
]
