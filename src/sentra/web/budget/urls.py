"""The budget (RAPB): years and versions, writing one, one beside the books, its table to take along."""

from django.urls import path

from sentra.web.budget import views

urlpatterns = [
    path("buku/anggaran/", views.budgets_page, name="budgets"),
    path("buku/anggaran/<str:year_end>/tulis/", views.write, name="write-budget"),
    path("buku/anggaran/<str:year_end>/simpan/", views.save, name="save-budget"),
    path("buku/anggaran/<int:budget_id>/", views.budget, name="budget"),
    path("buku/anggaran/<int:budget_id>/usul/", views.propose, name="propose-budget"),
    path("buku/anggaran/<int:budget_id>/batal/", views.drop, name="drop-budget"),
    path("buku/anggaran/<int:budget_id>/banding.xlsx", views.workbook, name="budget-workbook"),
    path("buku/anggaran/<int:budget_id>/banding.csv", views.table, name="budget-table"),
]
