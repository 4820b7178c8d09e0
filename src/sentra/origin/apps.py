"""Proof of origin: labels for pieces and lots, signed, that anybody can check, also without network."""

from django.apps import AppConfig


class Origin(AppConfig):
    name = "sentra.origin"
    label = "origin"
