"""What half-finished pieces are worth today: the collector's price, the floor price, quick cash."""

from django.apps import AppConfig


class Trade(AppConfig):
    name = "sentra.trade"
    label = "trade"
