"""Bank and cash: lines that wait, statements, reconciliation, the cash box."""

from django.urls import path

from sentra.web.bank import counts, desk, line, month, statements

urlpatterns = [
    path("buku/bank/", desk.desk_page, name="bank"),
    path("buku/bank/jawab/", desk.answer, name="answer-bank"),
    path("buku/bank/baris/<int:line_id>/", line.line_page, name="bank-line"),
    path("buku/bank/baris/<int:line_id>/jawab/", line.answer, name="answer-bank-line"),
    path("buku/bank/baris/<int:line_id>/bagi/", line.split, name="split-bank-line"),
    path("buku/bank/baris/<int:line_id>/batalkan/", line.undo, name="undo-bank-match"),
    path("buku/bank/rekening-koran/", statements.lists, name="bank-statements"),
    path("buku/bank/rekening-koran/contoh.csv", statements.sample, name="bank-sample"),
    path("buku/bank/rekening-koran/rekening/", statements.open_account, name="open-bank-account"),
    path("buku/bank/rekening-koran/periksa/", statements.check, name="check-bank-statement"),
    path("buku/bank/rekening-koran/<int:statement_id>/", statements.one, name="bank-statement"),
    path("buku/bank/rekening-koran/<int:statement_id>/kolom/", statements.columns, name="bank-columns"),
    path("buku/bank/rekening-koran/<int:statement_id>/ambil/", statements.keep, name="keep-bank-statement"),
    path("buku/bank/rekening-koran/<int:statement_id>/buang/", statements.drop, name="drop-bank-statement"),
    path(
        "buku/bank/rekening-koran/<int:statement_id>/batalkan/", statements.undo, name="undo-bank-statement"
    ),
    path("buku/bank/rekonsiliasi/", month.month_page, name="bank-month"),
    path("buku/bank/rekonsiliasi/cetak/", month.paper, name="bank-month-paper"),
    path("buku/bank/kas/", counts.counts_page, name="cash-counts"),
    path("buku/bank/kas/hitung/", counts.count, name="count-cash"),
    path("buku/bank/kas/<int:count_id>/", counts.count_page, name="cash-count"),
    path("buku/bank/kas/<int:count_id>/sahkan/", counts.confirm, name="confirm-count"),
    path("buku/bank/kas/<int:count_id>/kembalikan/", counts.send_back, name="send-back-count"),
    path("buku/bank/kas/<int:count_id>/cetak/", counts.paper, name="cash-count-paper"),
]
