"""Market days: where and when craft markets are held, and who sells at which stall."""

from django.apps import AppConfig


class Market(AppConfig):
    name = "sentra.market"
    label = "market"
