"""What can be promised for a wish that is no order yet."""

from django.urls import path

from sentra.web.promise import views

urlpatterns = [path("janji/", views.promise, name="promise")]
