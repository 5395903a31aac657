"""Taking a dossier in at the counter or by post: everything in one transaction, or nothing.

No draft is kept: what the clerk types becomes a dossier in the act that gives it its code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from dossiers import owners, workflow
from dossiers.act import Act
from dossiers.action import Action
from dossiers.answers import COMPUTED, OWNER_IS, TYPED, copy_out, counted, entry, put_answer
from dossiers.counter import known, scans
from dossiers.counter.effects import BOOK, COMPLETE_AT
from dossiers.counter.known import Known
from dossiers.counter.steps import RECEIVE_AND_RETURN, TAKE_IN
from dossiers.drafts import Incomplete
from dossiers.models import Attachment, BookNumber, CounterIntake, CounterScan, Dossier, Involvement, PaperTaken
from portal.agencies.models import Agency
from procedures import questions
from procedures.models import Case, Component
from procedures.questions import Question
from procedures.questions.counted import missing


@dataclass(frozen=True)
class Place:
    """What is asked for, of whom, and who came: ``owner_is`` as in the form of the procedure."""

    case: Case
    agency: Agency
    unit: Agency
    channel: str
    owner_is: str
    number: str = ""

    @property
    def is_owner_here(self) -> bool:
        return self.owner_is in ("self", "business")

    def unsaved(self, answers: Mapping[str, Any] | None = None) -> Dossier:
        """The dossier that may come of it, for whatever only asks what a dossier would say."""
        dossier = Dossier(
            edition=self.case.edition, case=self.case, channel=self.channel, agency=self.agency, received_by=self.unit
        )
        put_answer(dossier, OWNER_IS, self.owner_is, TYPED)
        for name, value in (answers or {}).items():
            put_answer(dossier, name, value, TYPED)
        return dossier


def asked_of(place: Place) -> list[Question]:
    """Every question of its form for this kind of owner, whether it is shown or not."""
    plan = questions.form_for(place.case.edition).plan(place.owner_is)
    return [question for step in plan for question in step.questions]


@dataclass(frozen=True)
class Sheets:
    """What lies there of one paper."""

    component: Component
    originals: int = 0
    certified: int = 0
    photocopies: int = 0
    held: int = 0
    scan: CounterScan | None = None

    @property
    def is_there(self) -> bool:
        return bool(self.originals or self.certified or self.photocopies or self.scan)


@dataclass(frozen=True)
class Brought:
    """All that came over the counter."""

    place: Place
    answers: Mapping[str, Any]
    sheets: Sequence[Sheets] = ()
    known: Known | None = None
    brought_by: Mapping[str, str] = field(default_factory=dict)
    sets: int = 1
    consignment: str = ""
    complete_at: datetime | None = None
    """By post: when the record of hand-over with the post was signed."""

    book: BookNumber | None = None


def take_in(brought: Brought, act: Act) -> Dossier:
    """Received: code, receipt, clock. Raises ``Incomplete`` or a refusal of the workflow."""
    return _enter(brought, TAKE_IN, act)


def receive_and_return(brought: Brought, act: Act) -> Dossier:
    """Received, settled and returned on the spot. ``act.values``: ``result_number``, ``result_file`` (may lack)."""
    return _enter(brought, RECEIVE_AND_RETURN, act)


@transaction.atomic
def _enter(brought: Brought, action: Action, act: Act) -> Dossier:
    dossier = _written(brought, act)
    _keep_sheets(dossier, brought.sheets)
    owners.recognise(dossier)
    more: dict[str, Any] = {COMPLETE_AT: brought.complete_at, BOOK: brought.book}
    if brought.book is not None:
        more |= {"entered_at": dossier.intake.entered_at.isoformat(timespec="seconds")}
    workflow.perform(action, dossier, Act(act.by, act.at, {**act.values, **more}))
    return dossier


def _written(brought: Brought, act: Act) -> Dossier:
    """Raises ``Incomplete``."""
    dossier = brought.place.unsaved()
    for name, value in brought.answers.items():
        put_answer(dossier, name, value, _source(name, value, brought))
    whole = counted(dossier)
    if any(missing(whole)):
        raise Incomplete
    kept = {name: said for name, said in dossier.answers.items() if name in whole.answers}
    computed = (question.name for question in whole.questions() if question.compute is not None)
    dossier.answers = kept | {name: entry(whole.answers[name], COMPUTED) for name in computed if name in whole.answers}
    copy_out(dossier)
    dossier.save(force_insert=True)
    Involvement.objects.create(
        dossier=dossier, agency=dossier.received_by, part=Involvement.Part.RECEIVING, since=act.at
    )
    dossier.intake = CounterIntake.objects.create(
        dossier=dossier, by=act.person, entered_at=_now(brought, act), sets=brought.sets,
        brought_by=dict(brought.brought_by), consignment=brought.consignment,
    )  # fmt: skip
    return dossier


def _now(brought: Brought, act: Act) -> datetime:
    """After an outage ``act.at`` is the true time; when it was entered is the clock's."""
    return Act(act.by).at if brought.book is not None else act.at


def _source(name: str, value: Any, brought: Brought) -> str:
    """Where an answer comes from: what was known and left as it was keeps its source."""
    if brought.known is None or not value:
        return TYPED
    told = known.answers(brought.known, asked_of(brought.place), is_here=brought.place.is_owner_here)
    return brought.known.source if told.get(name) == value else TYPED


def _keep_sheets(dossier: Dossier, sheets: Iterable[Sheets]) -> None:
    there = [one for one in sheets if one.is_there or one.held]
    PaperTaken.objects.bulk_create(
        PaperTaken(
            dossier=dossier, component=one.component, originals=one.originals, certified=one.certified,
            photocopies=one.photocopies, held=one.held,
            digitised=PaperTaken.Digitised.SCANNED if one.scan else PaperTaken.Digitised.NO,
        )
        for one in there
    )  # fmt: skip
    for one in there:
        if one.scan is not None:
            Attachment.objects.create(dossier=dossier, component=one.component, stored=scans.used(one.scan))
