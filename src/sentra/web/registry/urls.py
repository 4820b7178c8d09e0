"""The office's registry: its makers, and the lists they come from."""

from django.urls import path

from sentra.web.registry import imports, views

urlpatterns = [
    path("registri/", views.registry, name="registry"),
    path("registri/unduh.xlsx", views.export, name="registry-export"),
    path("registri/impor/", imports.lists, name="registry-imports"),
    path("registri/impor/periksa/", imports.check, name="check-registry"),
    path("registri/impor/<int:batch_id>/", imports.batch, name="registry-batch"),
    path("registri/impor/<int:batch_id>/kolom/", imports.columns, name="confirm-columns"),
    path("registri/impor/<int:batch_id>/periksa/", imports.again, name="check-batch-again"),
    path("registri/impor/<int:batch_id>/ambil/", imports.take_over, name="commit-batch"),
    path("registri/impor/<int:batch_id>/batalkan/", imports.undo, name="undo-batch"),
    path("registri/impor/<int:batch_id>/buang/", imports.drop, name="drop-batch"),
]
