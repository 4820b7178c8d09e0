"""The showroom: what is published, for everybody to find; kept true by the database itself."""

from django.apps import AppConfig


class Showroom(AppConfig):
    name = "sentra.showroom"
    label = "showroom"
