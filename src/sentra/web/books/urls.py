"""The books: trial balance, journal, account card, entry, and what staff book by hand."""

from django.urls import path

from sentra.web.books import closing, statements, transfers, views

urlpatterns = [
    path("buku/", views.books, name="books"),
    path("buku/jurnal/", views.journal_page, name="journal"),
    path("buku/akun/<str:code>/", views.account, name="account"),
    path("buku/entri/baru/", views.new_entry, name="new-entry"),
    path("buku/entri/simpan/", views.save_entry, name="save-entry"),
    path("buku/entri/<int:entry_id>/", views.entry_page, name="entry"),
    path("buku/entri/<int:entry_id>/balik/", views.reverse, name="reverse-entry"),
    path("buku/pindah/", transfers.transfer, name="transfer"),
    path("buku/pindah/simpan/", transfers.save_transfer, name="save-transfer"),
    path("buku/laporan/", statements.statement, name="statements"),
    path("buku/laporan/pemasok/", statements.sold, name="statement-sellers"),
    path("buku/laporan/<slug:word>.pdf", statements.paper, name="statement-paper"),
    path("buku/laporan/<slug:word>/", statements.statement, name="statement"),
    path("buku/laporan/<slug:word>/<str:key>/", statements.figure, name="statement-figure"),
    path("buku/tutup/", closing.closing, name="closing"),
    path("buku/tutup/bulan/", closing.close_month, name="close-period"),
]
