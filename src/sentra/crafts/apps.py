"""Crafts, techniques, motifs, products with their stages; makers' skill and capacity; the registry."""

from django.apps import AppConfig


class Crafts(AppConfig):
    name = "sentra.crafts"
    label = "crafts"
