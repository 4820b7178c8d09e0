"""Administration: the sixteen books, the pack of the annual meeting, the tax rows and who checked them."""

from django.urls import path

from sentra.web.administration import books, packs, taxes

urlpatterns = [
    path("buku/administrasi/", books.shelf, name="administration-books"),
    path("buku/administrasi/<slug:slug>/", books.book, name="administration-book"),
    path("buku/administrasi/<slug:slug>/tulis/", books.write, name="write-book-note"),
    path("buku/administrasi/<slug:slug>/<int:note_id>/coret/", books.strike, name="strike-book-note"),
    path("buku/administrasi/<slug:slug>.pdf", books.paper, name="administration-book-paper"),
    path("buku/administrasi/<slug:slug>.xlsx", books.workbook, name="administration-book-workbook"),
    path("buku/rat/", packs.packs, name="annual-packs"),
    path("buku/rat/<str:year_end>/", packs.pack, name="annual-pack"),
    path("buku/rat/<str:year_end>/siapkan/", packs.ask, name="ask-annual-pack"),
    path("buku/rat/<str:year_end>/berkas.pdf", packs.download, name="annual-pack-file"),
    path("buku/pajak/", taxes.rows, name="tax-rows"),
    path("buku/pajak/periksa/", taxes.check, name="check-tax-row"),
]
