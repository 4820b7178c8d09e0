"""Staff: who works here in which role, and what each role may do."""

from django.urls import path

from sentra.web.staff import views

urlpatterns = [
    path("staf/", views.staff, name="staff"),
    path("staf/undang/", views.invite, name="invite-staff"),
    path("staf/<int:user_id>/peran/<slug:role>/", views.confirm_role, name="confirm-role"),
    path("staf/peran/<int:role_id>/akhiri/", views.confirm_end, name="confirm-end"),
    path("staf/tautan/", views.make_a_link, name="make-link"),
    path("staf/<int:user_id>/tautan/", views.link, name="staff-link"),
    path("staf/sandi/", views.make_password_link, name="make-password-link"),
    path("staf/<int:user_id>/sandi/", views.password_link, name="password-link"),
    path("staf/pengrajin/", views.is_a_maker, name="staff-is-maker"),
    path("staf/peran/akhiri/", views.end, name="end-role"),
]
