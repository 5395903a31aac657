"""Every figure of the province's report, in the order in which it is read."""

from collections.abc import Mapping

from reports.figures import catalogue, dossiers, enquiries, payments, petitions, ratings, unmeasured
from reports.figures.base import Figure

ROOMS = (catalogue, dossiers, payments, petitions, enquiries, ratings, unmeasured)
FIGURES: Mapping[str, Figure] = {figure.key: figure for room in ROOMS for figure in room.FIGURES}
"""A room with figures of its own is one more name here."""
