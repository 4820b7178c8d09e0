"""Goods between places: append-only moves, never a negative balance."""

from django.apps import AppConfig


class Stock(AppConfig):
    name = "sentra.stock"
    label = "stock"
