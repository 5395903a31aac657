"""Every figure of the province's report, in the order in which it is read."""

from collections.abc import Mapping

from reports.figures import catalogue, dossiers, payments, questionnaires, unmeasured
from reports.figures.base import Figure

FIGURES: Mapping[str, Figure] = {
    figure.key: figure
    for room in (catalogue, dossiers, payments, unmeasured, questionnaires)
    for figure in room.FIGURES
}
"""A room with figures of its own is one more name here."""
