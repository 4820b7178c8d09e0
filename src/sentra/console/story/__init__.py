"""One order of 412 batik uniforms, from the buyer's size list to settled books, by the operations."""

from sentra.console.story.cast import Cast, gather
from sentra.console.story.facts import Fault, OrderFacts
from sentra.console.story.play import STEPS, Play, play_order

__all__ = ["STEPS", "Cast", "Fault", "OrderFacts", "Play", "gather", "play_order"]
