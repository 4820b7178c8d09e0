"""Double entry: entries, postings, recipes, periods. Nobody else touches these tables."""

from django.apps import AppConfig


class Ledger(AppConfig):
    name = "sentra.ledger"
    label = "ledger"
