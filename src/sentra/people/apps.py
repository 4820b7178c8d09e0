"""Organisations' people: regions, users and roles, parties, workshops, member cards."""

from django.apps import AppConfig


class People(AppConfig):
    name = "sentra.people"
    label = "people"
