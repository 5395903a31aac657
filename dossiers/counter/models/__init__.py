"""What the counter keeps: what was taken in, what was passed on, what was written by hand, what was given back."""

from dossiers.counter.models.hand_over import HandOver, HandOverItem
from dossiers.counter.models.intake import Collection, CounterIntake, CounterScan, Guidance, PaperTaken
from dossiers.counter.models.outage import BookNumber, Outage

__all__ = [
    "BookNumber",
    "Collection",
    "CounterIntake",
    "CounterScan",
    "Guidance",
    "HandOver",
    "HandOverItem",
    "Outage",
    "PaperTaken",
]
