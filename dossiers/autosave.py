"""Keeping what is typed, field by field, before anything is checked.

Each question has a tag: a digest of what stands in its controls on the server. A browser sends what was changed with
the tag it knew; where the tag has changed meanwhile, another window was there, and nothing is overwritten (D15). Two
windows that change different questions both get their way. What is kept so is no answer yet: its step still has to be
saved, which checks it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from dossiers.drafts import plan
from dossiers.locking import keep, lock
from dossiers.models import Dossier
from dossiers.step_form import flattened, saved_form, step_form
from procedures.questions import AnswersForm, Controls, Step

BYTES_MOST = 64 * 1024
ROW_ID = "-id"


class TooLong(Refusal):
    """More was typed than a draft keeps unchecked."""

    message = _("This is too much text to be saved as you type. Save the page with its button.")


class NoSuchStep(Exception):
    """The draft has fewer steps than when the page was made."""


@dataclass(frozen=True)
class Typed:
    """What a browser sends: the controls of the questions that were changed, and the tags of all it shows.

    ``before``: what it sent a moment ago, where the page closes before the answer is back.
    """

    changed: Mapping[str, Controls] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, Controls] = field(default_factory=dict)

    def knows(self, question: str, standing: Controls) -> bool:
        """Whether that is what the browser believes to stand there."""
        there = tag(standing)
        return there == self.seen.get(question) or (question in self.before and there == tag(self.before[question]))


@dataclass(frozen=True)
class Kept:
    """What stands on the server now; ``clashes`` are changed questions that were changed elsewhere, too."""

    step: Step
    standing: dict[str, Controls]
    clashes: list[str]

    def controls(self) -> MultiValueDict[str, str]:
        return flattened(self.standing)


def tag(controls: Controls) -> str:
    """Equal for equal controls; the ids of rows are made anew for every page and do not count."""
    said = sorted((name, values) for name, values in controls.items() if not name.endswith(ROW_ID))
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def tags(standing: Mapping[str, Controls]) -> dict[str, str]:
    return {name: tag(controls) for name, controls in standing.items()}


@transaction.atomic
def keep_typed(draft: Dossier, number: int, typed: Typed) -> Kept:
    """Keep what clashes with nothing, as a new version of the draft. Safe to repeat.

    Raises ``WrongStatus``, ``NoSuchStep`` or ``TooLong``.
    """
    lock(draft)
    steps = plan(draft)
    if not 1 <= number <= len(steps):
        raise NoSuchStep
    step = steps[number - 1]
    standing = step_form(draft, step).standing()
    sent = _own_controls(saved_form(draft, step), typed.changed)
    different = {name: controls for name, controls in sent.items() if tag(controls) != tag(standing[name])}
    fresh = {name: controls for name, controls in different.items() if typed.knows(name, standing[name])}
    if fresh:
        _keep(draft, step, fresh)
    return Kept(step, standing | fresh, [name for name in different if name not in fresh])


def _own_controls(form: AnswersForm, changed: Mapping[str, Controls]) -> dict[str, Controls]:
    """Of the questions asked here, the controls they have; what else was sent is dropped (FI-04)."""
    fields = AnswersForm(flattened(changed), questions=form.questions, known=form.known).fields
    asked = form.standing()
    return {
        question: {name: values for name, values in controls.items() if name in fields and any(values)}
        for question, controls in changed.items()
        if question in asked
    }


def _keep(draft: Dossier, step: Step, fresh: Mapping[str, Controls]) -> None:
    """What says the same as the saved answer waits for nothing."""
    saved = saved_form(draft, step).standing()
    draft.typed = {**draft.typed, **fresh}
    for name, controls in fresh.items():
        if tag(controls) == tag(saved[name]):
            del draft.typed[name]
    if len(json.dumps(draft.typed)) > BYTES_MOST:
        raise TooLong
    keep(draft)


def page_tags(draft: Dossier, step: Step, version: int) -> dict[str, str]:
    """What a page made from ``version`` may believe: nothing, if the draft has moved on."""
    return tags(step_form(draft, step).standing()) if draft.version == version else {}
