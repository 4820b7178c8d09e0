"""Savings: everybody, one member, receipts, collection sheets, interest."""

from django.urls import path

from sentra.web.savings import interest, sheets, views

urlpatterns = [
    path("simpanan/", views.savings, name="savings"),
    path("simpanan/<int:member_id>/", views.member_savings, name="member-savings"),
    path("simpanan/<int:member_id>/terima/", views.receive, name="take-savings"),
    path("simpanan/<int:member_id>/ambil/", views.withdraw, name="withdraw-savings"),
    path("simpanan/bukti/<int:move_id>/", views.savings_receipt, name="savings-receipt"),
    path("simpanan/bukti/<int:move_id>/bukti.pdf", views.receipt_paper, name="savings-receipt-paper"),
    path("simpanan/bukti/<int:move_id>/salah/", views.take_back, name="take-back-savings"),
    path("simpanan/lembar/", sheets.sheet_list, name="sheets"),
    path("simpanan/lembar/buka/", sheets.open_one, name="open-sheet"),
    path("simpanan/lembar/<int:sheet_id>/", sheets.sheet, name="sheet"),
    path("simpanan/lembar/<int:sheet_id>/catat/", sheets.take, name="take-dues"),
    path("simpanan/lembar/<int:sheet_id>/tutup/", sheets.close, name="close-sheet"),
    path("simpanan/lembar/<int:sheet_id>/lembar.pdf", sheets.paper, name="sheet-paper"),
    path("simpanan/amplop/", sheets.envelope, name="dues-envelope"),
    path("simpanan/jasa/", interest.months, name="savings-interest"),
    path("simpanan/jasa/bukukan/", interest.book, name="book-savings-interest"),
]
