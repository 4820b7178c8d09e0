"""Enquiries, leads and complaints: the list, one of them, answering and closing."""

from django.urls import path

from sentra.web.leads import views

urlpatterns = [
    path("permintaan/", views.leads, name="leads"),
    path("permintaan/baru/", views.new_lead, name="new-lead"),
    path("permintaan/simpan/", views.save_lead, name="save-lead"),
    path("permintaan/<int:lead_id>/", views.lead, name="lead"),
    path("permintaan/<int:lead_id>/tutup/", views.close, name="close-lead"),
    path("permintaan/<int:lead_id>/ukuran/", views.answer, name="answer-sizes"),
]
