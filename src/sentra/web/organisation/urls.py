"""The organisation's own settings: what its letters say."""

from django.urls import path

from sentra.web.organisation import views, weighing

urlpatterns = [
    path("pengaturan/", views.letterhead, name="letterhead"),
    path("pengaturan/simpan/", views.save, name="save-letterhead"),
    path("pengaturan/pembagian/", weighing.weights, name="weights"),
    path("pengaturan/pembagian/simpan/", weighing.save_weights, name="save-weights"),
]
