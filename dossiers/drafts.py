"""What may be done to a draft: begin it, choose where it goes, answer, hand it in. Its papers are in ``papers.py``.

Every change locks the draft and counts its version, so that of two open windows the older is told (D15). Nothing here
reads a request.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers import owners, papers, reuse, workflow
from dossiers.act import Act, Refusal
from dossiers.answers import COMPUTED, NATIONAL, OWNER_IS, TYPED, copy_out, counted, entry, put_answer
from dossiers.assured import asking
from dossiers.locking import keep, lock
from dossiers.models import Dossier
from portal.accounts.models import Identity, User
from portal.agencies.models import Agency
from procedures import questions
from procedures.models import Case, Edition, Procedure
from procedures.questions import Question, Step
from procedures.questions.counted import missing

SIGNED_IN = {"self", "business"}
FACTS = ("full_name", "id_number", "tax_code", "born_on", "gender", "address", "phone", "email")


class AlreadyBegun(Refusal):
    """The same person has an open draft of the same procedure."""

    message = _("You have an unfinished dossier for this procedure. Continue it, or say that you want another one.")


class Incomplete(Refusal):
    message = _("Something is still missing. It is listed on this page; complete it and submit again.")


class Superseded(Refusal):
    """The procedure is no longer what it was when the draft was begun."""

    message = _("The rules of this procedure have changed. Look at what changed at the top of this page, then go on.")


# --- What is known and asked ------------------------------------------------------------------


def owners_for(edition: Edition, identity: Identity) -> list[str]:
    """The kinds of owner somebody so identified may file for."""
    me, not_me = ("business", "self") if identity.kind == Identity.Kind.BUSINESS else ("self", "business")
    allowed = questions.form_for(edition).owners
    return [owner for owner in (me, "person", "organisation") if owner in allowed and owner != not_me]


def plan(draft: Dossier) -> tuple[Step, ...]:
    """The steps asked of this draft as it stands."""
    return tuple(step for step, _shown in counted(draft).steps)


def known_facts(draft: Dossier) -> dict[str, Any]:
    """What the nation says of who is signed in, and, where they own the dossier, of the owner; only what it knows."""
    identity = Identity.objects.filter(user=draft.submitter).first()
    if identity is None:
        return {}
    facts = {name: questions.kept(getattr(identity, name)) for name in FACTS} | {"name": str(identity)}
    known = {f"account.{name}": value for name, value in facts.items() if value}
    if draft.answer(OWNER_IS) in SIGNED_IN:
        known |= {f"owner.{name}": value for name, value in facts.items() if value}
    return known


def is_locked(question: Question, known: Mapping[str, Any]) -> bool:
    return question.is_locked and question.prefill in known


def open_drafts(user: User, edition: Edition) -> QuerySet[Dossier]:
    mine = Dossier.objects.drafts_of(user).filter(edition__procedure=edition.procedure_id)
    return mine.order_by("-saved_at")


# --- Changing it ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where a dossier goes and whose it is."""

    case: Case
    agency: Agency
    owner_is: str


@transaction.atomic
def begin(user: User, place: Place, like: Dossier | None = None) -> Dossier:
    """Raises ``AlreadyBegun``."""
    if open_drafts(user, place.case.edition).exists():
        raise AlreadyBegun
    return begin_another(user, place, like)


@transaction.atomic
def begin_another(user: User, place: Place, like: Dossier | None = None) -> Dossier:
    """``like``: an earlier dossier whose answers are given anew."""
    draft = Dossier(edition=place.case.edition, submitter=user)
    put(draft, place)
    if like is not None:
        draft.answers |= reuse.answers_from(like, draft, known_facts(draft))
        copy_out(draft)
    draft.save(force_insert=True)
    return draft


def note_origin(draft: Dossier) -> None:
    """It was begun by a link of the national portal."""
    draft.came_from_nation = True
    draft.save(update_fields=["came_from_nation"])


@transaction.atomic
def move(draft: Dossier, place: Place, version: int) -> None:
    """Another case, agency or owner.

    Papers that belonged to another case are taken out; what was asked about another kind of owner is forgotten.
    """
    lock(draft, version)
    if draft.answer(OWNER_IS) != place.owner_is:
        draft.answers = {name: entry for name, entry in draft.answers.items() if not name.startswith("owner_")}
        draft.typed = {name: typed for name, typed in draft.typed.items() if not name.startswith("owner_")}
    put(draft, place)
    keep(draft)
    elsewhere = papers.given(draft).filter(component__case__isnull=False).exclude(component__case=draft.case_id)
    elsewhere.update(removed_at=timezone.now())


@transaction.atomic
def save_answers(draft: Dossier, step: Step, typed: Mapping[str, Any], version: int) -> None:
    """Keep the answers of one step with their source. Raises ``EditedElsewhere`` or ``WrongStatus``."""
    lock(draft, version)
    known = known_facts(draft)
    for question in step.questions:
        if question.name not in typed and not is_locked(question, known):
            continue  # not asked as things stand; what was said before is kept
        value = known[question.prefill] if is_locked(question, known) else typed[question.name]
        put_answer(draft, question.name, value, _source(draft, question, value, known))
    asked = {question.name for question in step.questions}
    draft.typed = {name: typed for name, typed in draft.typed.items() if name not in asked}
    copy_out(draft)
    keep(draft)


def _source(draft: Dossier, question: Question, value: Any, known: Mapping[str, Any]) -> str:
    """An answer reused from an earlier dossier and left as it was keeps its source."""
    if value and known.get(question.prefill) == value:
        return NATIONAL
    before = draft.answers.get(question.name)
    kept = before is not None and before["value"] == value and reuse.source_of(before) is not None
    return str(before["source"]) if before and kept else TYPED


@transaction.atomic
def submit(draft: Dossier, user: User, version: int) -> None:
    """Hand it in as it was reviewed, under the edition in force.

    Raises ``EditedElsewhere``, ``Superseded``, ``NotSureEnough``, ``Incomplete`` or a refusal of the workflow.
    """
    lock(draft, version)
    if not is_in_force(draft.edition):
        raise Superseded
    asking.demand(draft.edition.procedure, user)
    if any(gaps(draft)):
        raise Incomplete
    _keep_what_counts(draft)
    papers.join_all(draft)
    owners.recognise(draft)
    workflow.perform(workflow.SUBMIT, draft, Act(user))


def is_in_force(edition: Edition) -> bool:
    """Asked of the database: another decision may have been published a moment ago."""
    return Procedure.objects.filter(pk=edition.procedure_id, is_used=True, current=edition.pk).exists()


def _keep_what_counts(draft: Dossier) -> None:
    """What is not asked any more is not handed in, files included; what is computed is handed in as such."""
    whole = counted(draft)
    kept = {name: entry for name, entry in draft.answers.items() if name in whole.answers}
    for question in whole.questions():
        if question.compute is not None and question.name in whole.answers:
            kept[question.name] = entry(whole.answers[question.name], COMPUTED)
    draft.answers, draft.set_aside, draft.typed = kept, [], {}
    draft.save(update_fields=["answers", "set_aside", "typed"])
    papers.not_asked(draft).update(removed_at=timezone.now())


def put(draft: Dossier, place: Place) -> None:
    """Under lock: where it goes and whose it is."""
    draft.case, draft.agency, draft.received_by = place.case, place.agency, place.agency.one_stop()
    put_answer(draft, OWNER_IS, place.owner_is, TYPED)
    own = place.owner_is in SIGNED_IN
    draft.owner_identity = Identity.objects.get(user=draft.submitter) if own else None
    copy_out(draft)


# --- Whether it is whole ----------------------------------------------------------------------


@dataclass(frozen=True)
class Gap:
    """Something still missing: an answer of the step so numbered, or (no step) a paper, with what is wrong with it."""

    label: str
    step: int | None
    reason: str | Promise = ""


def gaps(draft: Dossier) -> Iterator[Gap]:
    whole = counted(draft)
    numbers = {step: number for number, (step, _shown) in enumerate(whole.steps, start=1)}
    for step, question in missing(whole):
        yield Gap(str(question.label), numbers[step])
    yield from _unchecked(draft, numbers)
    for paper in papers.gaps(draft):
        yield Gap(paper.component.name, None, paper.reason)


def _unchecked(draft: Dossier, numbers: Mapping[Step, int]) -> Iterator[Gap]:
    """Steps where something was typed that nobody has checked."""
    for step, number in numbers.items():
        if any(question.name in draft.typed for question in step.questions):
            yield Gap(
                str(step.title), number, _("what you typed is kept but not checked yet; open the page and save it")
            )


def first_open_step(draft: Dossier) -> int | None:
    """The number of the first step where something is missing or not checked; nothing when only papers or the review
    remain."""
    return min((gap.step for gap in gaps(draft) if gap.step), default=None)
