"""The part of allauth we use: signing in and out, password, second factor. Nobody signs up by herself."""

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.generic import TemplateView

forgot = TemplateView.as_view(template_name="account/forgot.html")

urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("ulang/", account.reauthenticate, name="account_reauthenticate"),
    path("sandi/", account.password_change, name="account_change_password"),
    path("sandi/baru/", account.password_set, name="account_set_password"),
    path("sandi/lupa/", forgot, name="account_reset_password"),  # no mail gateway yet: a person helps
    re_path(  # the key holds a hyphen itself: only the first one parts it from the person
        r"^sandi/kunci/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "sandi/kunci/selesai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("pengaman/", include("allauth.mfa.urls")),
]
