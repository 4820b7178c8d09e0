"""The part of allauth we use: signing in and out, password, second factor. Nobody signs up by herself."""

from allauth.account import views as account
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import include, path, re_path, reverse_lazy
from django.views.generic import TemplateView

from sentra.web.staff.new_password import tokens

forgot = TemplateView.as_view(template_name="account/forgot.html")
new_password = PasswordResetConfirmView.as_view(  # keeps the key out of the address while she types
    token_generator=tokens,
    template_name="account/new_password.html",
    success_url=reverse_lazy("account_login"),
)

urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("ulang/", account.reauthenticate, name="account_reauthenticate"),
    path("sandi/", account.password_change, name="account_change_password"),
    path("sandi/baru/", account.password_set, name="account_set_password"),
    path("sandi/lupa/", forgot, name="account_reset_password"),  # no mail gateway yet: a person helps
    path("sandi/lagi/<uidb64>/<token>/", new_password, name="new-password"),
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
