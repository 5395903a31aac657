"""The answers of a dossier that count: what its form asks, given the case, the channel, the owner and the answers."""

from typing import Any

from dossiers.models import Dossier
from procedures import papers, questions
from procedures.models import Component
from procedures.questions import Counted

OWNER_IS = "owner_is"


def facts(dossier: Dossier) -> dict[str, Any]:
    """What conditions may ask about besides answers."""
    return {
        "case": str(dossier.case.number),
        "channel": dossier.channel,
        OWNER_IS: dossier.answer(OWNER_IS) or "self",
    }


def counted(dossier: Dossier) -> Counted:
    given = {name: entry["value"] for name, entry in dossier.answers.items()}
    return questions.count(questions.form_for(dossier.edition), given, facts(dossier))


def components(dossier: Dossier) -> list[Component]:
    """The papers its case and its answers ask for, those that are only shown included."""
    every = dossier.edition.components.all()
    return papers.asked(every, case=dossier.case_id, answers=counted(dossier).answers)
