"""The cash plan: what running orders will still bring and cost, week by week."""

from django.urls import path

from sentra.web.cash import views

urlpatterns = [path("kas/", views.cash_plan_page, name="cash-plan")]
