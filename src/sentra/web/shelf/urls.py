"""The public pages as an application: manifests, workers, the page without network, low data."""

from django.urls import path

from sentra.web.shelf import views

urlpatterns = [
    path("k/penjaga.js", views.worker, name="house-worker"),
    path("d/penjaga.js", views.worker, name="district-worker"),
    path("k/<slug:slug>/aplikasi.webmanifest", views.manifest, name="public-manifest"),
    path("d/<region:district>/aplikasi.webmanifest", views.manifest, name="district-manifest"),
    path("luring/", views.without_network, name="without-network"),
    path("hemat/", views.save_data, name="save-data"),
]
