"""Dossiers that can be rated, and what raters choose."""

from typing import Any

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from dossiers.rating_link import Stage as LinkStage
from dossiers.rating_link import path_of
from feedback.models import Stage
from feedback.ratings.giving import Occasion, Said
from tests.dossiers.results import finished

GOOD = {"overall": "5", "attitude": "very"}
BAD = {"overall": "1", "attitude": "not", "time": "late"}
WORDS = "Phải chờ ba buổi sáng, không ai giải thích vì sao."


def handed_over(dossier: Dossier, clerk: Any, officer: Any) -> Dossier:
    finished(dossier, clerk, officer)
    workflow.perform(workflow.HAND_OVER, dossier, Act(clerk))
    return dossier


def link(dossier: Dossier, stage: LinkStage = LinkStage.RESULT) -> str:
    return path_of(dossier, stage)


def end_of(dossier: Dossier) -> Occasion:
    return Occasion(dossier, Stage.RESULT)


def unhappy(**more: Any) -> Said:
    return Said(dict(BAD), WORDS, **more)
