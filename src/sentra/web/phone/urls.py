"""The artisan's phone: one task a screen."""

from django.urls import path

from sentra.web.phone import comparing, photos, views

urlpatterns = [
    path("saya/", views.my_home, name="my-home"),
    path("saya/kerja/", views.my_work, name="my-work"),
    path("saya/tawaran/<int:assignment_id>/", views.offer, name="offer"),
    path("saya/tawaran/<int:assignment_id>/sanggup/", views.accept, name="accept-offer"),
    path("saya/tawaran/<int:assignment_id>/tidak/", views.decline, name="decline-offer"),
    path("saya/kerja/<int:assignment_id>/", views.job, name="job"),
    path("saya/kerja/<int:assignment_id>/lapor/", views.report, name="report-progress"),
    path("saya/amplop/", views.envelope, name="envelope"),
    path("saya/uang/", views.my_money, name="my-money"),
    path("saya/slip/<int:slip_id>/", views.my_slip, name="my-slip"),
    path("saya/slip/<int:slip_id>/slip.pdf", views.my_slip_paper, name="my-slip-paper"),
    path("saya/banding/", comparing.my_comparisons, name="my-comparisons"),
    path("saya/banding/<int:product_id>/", comparing.my_comparison, name="my-comparison"),
    path("saya/foto/", photos.my_photos, name="my-photos"),
    path("saya/foto/<int:photo_id>/boleh/", photos.show_mine, name="show-my-photo"),
    path("saya/foto/<int:photo_id>/jangan/", photos.hide_mine, name="hide-my-photo"),
    path("saya/kartu/", views.my_card, name="my-card"),
    path("saya/bantuan/", views.my_help, name="my-help"),
]
