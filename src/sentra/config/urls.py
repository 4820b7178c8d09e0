"""Every address of the site. Each area keeps its own list beside its views."""

from django.urls import include, path

urlpatterns = [
    path("", include("sentra.web.urls")),
]
handler403 = "sentra.web.errors.forbidden"
handler404 = "sentra.web.errors.missing"
handler500 = "sentra.web.errors.broken"
