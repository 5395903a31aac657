"""The state of the catalogue has another name after every change that readers can see, and after no other."""

import threading
from datetime import date, time

import pytest
from django.db import transaction
from django.utils import timezone

from portal.agencies.models import Agency
from portal.calendar.models import WorkDay, WorkingHours
from procedures import drafting, generation
from procedures.models import (
    CatalogueChange,
    Decision,
    DecisionLine,
    Edition,
    Field,
    Guide,
    LifeEvent,
    Procedure,
    SearchEntry,
    Synonym,
    Word,
)
from procedures.search import log, reindex
from tests.factories import EditionFactory, ProcedureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(procedure, calendar):
    """One row of everything."""
    reindex()
    decision = Decision.objects.create(
        number="1/QĐ", subject="x", signed_on=date(2020, 12, 1), signer="A", effective_on=date(2020, 12, 1)
    )
    decision.lines.create(procedure=procedure, effect="abolished")
    guide = Guide.objects.create(kind="steps", title="Cách nộp", is_published=True)
    guide.steps.create(number=1, text="Mở trang")
    LifeEvent.objects.create(slug="a", name_vi="A", name_en="A", number=1).entries.create(procedure=procedure, number=1)
    Synonym.objects.create(said="giay tay", written="giay viet tay")


def changed(*rows: object, **values: object) -> None:
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(**values)  # type: ignore[attr-defined]


CHANGES = {
    "a procedure is abolished": lambda: changed(Procedure.objects.first(), is_used=False),
    "a procedure begins": lambda: Procedure.objects.create(code="9.000001"),
    "an edition is published": lambda: EditionFactory(procedure=Procedure.objects.first(), number=7),
    "a field gets a department": lambda: changed(Field.objects.first(), department=Agency.objects.first()),
    "an agency is renamed": lambda: changed(Agency.objects.first(), name="Ủy ban nhân dân xã Khác"),
    "an agency is no more": lambda: changed(Agency.objects.first(), valid_to=date(2020, 1, 2)),
    "a decision is published": lambda: changed(Decision.objects.first(), published_at=timezone.now()),
    "a line of a decision changes": lambda: changed(DecisionLine.objects.first(), note="khác"),
    "a guide changes": lambda: changed(Guide.objects.first(), title="Cách khác"),
    "a guide is taken back": lambda: changed(Guide.objects.first(), is_published=False),
    "a guide is removed": lambda: Guide.objects.all().delete(),
    "a step of a guide changes": lambda: changed(Guide.objects.get().steps.get(), text="Đóng trang"),
    "a life event changes": lambda: changed(LifeEvent.objects.first(), name_vi="B"),
    "a life event loses a procedure": lambda: LifeEvent.objects.get().entries.all().delete(),
    "a synonym changes": lambda: changed(Synonym.objects.first(), written="van ban"),
    "a synonym is added": lambda: Synonym.objects.create(said="a", written="b"),
    "a word is counted": lambda: Word.objects.create(word="moi", documents=1),
    "an entry of the search changes": lambda: SearchEntry.objects.update(prior=9),
    "a day off is added": lambda: WorkDay.objects.create(date=date(2020, 12, 4), kind="holiday", name="Nghỉ"),
    "a day off is taken back": lambda: WorkDay.objects.all().delete(),
    "the office opens later": lambda: changed(WorkingHours.objects.first(), starts_at=time(8)),
    "the office closes on a day": lambda: WorkingHours.objects.filter(weekday=0).delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_the_state_has_another_name(change):
    before = generation.current()
    change()
    assert generation.current() != before


NOTHING = {
    "nothing": lambda: None,
    "a draft is written": lambda: drafting.draft_from(Edition.objects.get()),
    "a query is counted": lambda: log.note("giấy viết tay", 3),
    "a row is saved as it was": lambda: Guide.objects.update(title="Cách nộp"),
    "no row is changed": lambda: Decision.objects.filter(number="khong co").update(subject="y"),
}


@pytest.mark.parametrize("nothing", NOTHING.values(), ids=NOTHING)
def test_what_readers_cannot_see_leaves_the_name(nothing):
    before = generation.current()
    nothing()
    assert generation.current() == before


def test_a_change_taken_back_takes_its_name_with_it():
    before = generation.current()
    with transaction.atomic():
        Synonym.objects.update(written="a")
        within = generation.current()
        transaction.set_rollback(True)
    assert generation.current() == before
    Synonym.objects.update(written="b")
    assert generation.current() not in (before, within)


def test_each_change_looked_at_has_a_name_of_its_own():
    names = set()
    for written in "abc":
        Synonym.objects.update(written=written)
        names.add(generation.current())
    assert len(names) == 3


def test_a_large_change_is_noted_once():
    generation.current()
    before = CatalogueChange.objects.count()
    for number in range(20):
        ProcedureFactory(code=f"8.{number:06d}")
    assert CatalogueChange.objects.count() == before + 1


def test_many_changes_are_folded_into_one():
    for number in range(generation.MOST_CHANGES + 1):
        Synonym.objects.update(written=str(number))
        generation.current()
    before = generation.current()
    generation.fold()
    assert CatalogueChange.objects.count() == 1
    assert generation.current() != before


# --- What is kept -----------------------------------------------------------------------------


def test_what_was_made_for_a_state_is_made_anew_for_the_next():
    made = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [generation.kept(("x",), make) for _ in range(3)] == [1, 1, 1]
    Synonym.objects.update(written="c")
    assert generation.kept(("x",), make) == 2


def test_what_does_not_hold_any_more_is_made_anew():
    made = iter(range(10))
    assert generation.kept(("x",), lambda: next(made), holds=lambda kept: kept > 1) == 0
    assert generation.kept(("x",), lambda: next(made), holds=lambda kept: kept > 1) == 1
    assert generation.kept(("x",), lambda: next(made), holds=lambda kept: kept > 1) == 2
    assert generation.kept(("x",), lambda: next(made), holds=lambda kept: kept > 1) == 2


def test_of_many_who_want_it_at_once_one_makes_it():
    made, state, gate = [], generation.current(), threading.Barrier(12)

    def make() -> str:
        made.append(1)
        threading.Event().wait(0.2)
        return "page"

    def ask() -> None:
        gate.wait()
        generation.kept(("y",), make, state=state)

    askers = [threading.Thread(target=ask) for _ in range(12)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(made) == 1


def test_a_page_that_cannot_be_made_is_tried_again():
    def broken() -> str:
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            generation.kept(("z",), broken)
    assert generation.kept(("z",), lambda: "made") == "made"
