"""Verbs of the showroom: links that count, lead times, the printed catalogue, counting listings again."""

from sentra.showroom.operations.catalogue import (
    ask_for_catalogue,
    finish_catalogue,
    give_up_catalogue,
    note_goods,
)
from sentra.showroom.operations.leadtimes import state_lead_times
from sentra.showroom.operations.links import make_links
from sentra.showroom.operations.listings import rebuild_showroom

__all__ = [
    "ask_for_catalogue",
    "finish_catalogue",
    "give_up_catalogue",
    "make_links",
    "note_goods",
    "rebuild_showroom",
    "state_lead_times",
]
