"""Every figure of the province's report, in the order in which it is read."""

from collections.abc import Mapping

from reports.figures import catalogue, dossiers, enquiries, payments, petitions, questionnaires, ratings
from reports.figures.base import Figure

ROOMS = (catalogue, dossiers, payments, petitions, enquiries, ratings, questionnaires)
FIGURES: Mapping[str, Figure] = {figure.key: figure for room in ROOMS for figure in room.FIGURES}
"""A room with figures of its own is one more name here."""
