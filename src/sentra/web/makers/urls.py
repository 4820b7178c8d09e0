"""The makers: list, one maker with all that is known of her, her card."""

from django.urls import path

from sentra.web.makers import cards, one, views

urlpatterns = [
    path("perajin/", views.makers, name="makers"),
    path("perajin/baru/", views.new_maker, name="new-maker"),
    path("perajin/simpan/", views.add_maker, name="add-maker"),
    path("perajin/<int:workshop_id>/", one.maker, name="maker"),
    path("perajin/<int:workshop_id>/ubah/", views.change_maker, name="change-maker"),
    path("perajin/<int:workshop_id>/ubah/simpan/", views.save_maker, name="save-maker"),
    path("perajin/<int:workshop_id>/istirahat/", one.deactivate, name="deactivate-maker"),
    path("perajin/<int:workshop_id>/aktif/", one.reactivate, name="reactivate-maker"),
    path("perajin/<int:workshop_id>/pekerja/", one.add_a_worker, name="add-worker"),
    path("perajin/<int:workshop_id>/pekerja/keluar/", one.remove_a_worker, name="remove-worker"),
    path("perajin/<int:workshop_id>/keahlian/", one.set_a_skill, name="set-skill"),
    path("perajin/<int:workshop_id>/kapasitas/", one.set_a_capacity, name="set-capacity"),
    path("perajin/<int:workshop_id>/libur/", one.add_an_absence, name="add-absence"),
    path("perajin/<int:workshop_id>/libur/hapus/", one.remove_an_absence, name="remove-absence"),
    path("perajin/<int:workshop_id>/rekening/", one.set_a_bank_account, name="set-bank-account"),
    path("perajin/<int:workshop_id>/kartu/", cards.issue, name="issue-card"),
    path("perajin/<int:workshop_id>/kartu/cabut/", cards.revoke, name="revoke-card"),
    path("perajin/<int:workshop_id>/kartu/cetak/", cards.fresh_card, name="fresh-card"),
    path("perajin/<int:workshop_id>/kartu/cetak.pdf", cards.paper, name="card-paper"),
    path("perajin/<int:workshop_id>/kartu/selesai/", cards.printed, name="card-printed"),
]
