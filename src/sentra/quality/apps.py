"""Lots handed in, inspection, defects, grade."""

from django.apps import AppConfig


class Quality(AppConfig):
    name = "sentra.quality"
    label = "quality"
