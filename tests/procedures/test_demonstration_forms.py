"""The forms of the demonstration pass the gate of publishing, and show what a form can do."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.agencies import seed as agencies
from procedures import editions, examples, questions
from procedures import seed as fields
from procedures.models import Edition, Field, Procedure
from procedures.national_record import read
from procedures.questions import Question, checks
from tests.procedures.real import DEMO

pytestmark = pytest.mark.django_db
FORMS = sorted(path.stem for path in (Path(__file__).parents[2] / "demo" / "forms").glob("*.json"))
RECORDS = {raw["MATTHC"]: raw for raw in json.loads(DEMO.read_text(encoding="utf-8"))}
RICH = {"1.004873", "1.000656", "1.001612", "1.013225"}


@pytest.fixture(autouse=True)
def places():
    agencies.seed()
    fields.seed()


def made(code: str) -> Edition:
    """As the refresh makes it of the national record and our part."""
    record = read(RECORDS[code])
    field = Field.objects.get(name=record.field_name)
    return editions.create(Procedure.objects.create(code=record.code), record, RECORDS[code], field)


def test_at_least_eight_procedures_have_a_form_of_their_own():
    assert len(FORMS) >= 8 and set(FORMS) <= RECORDS.keys()


@pytest.mark.parametrize("code", FORMS)
def test_each_comes_with_examples_that_hold(code):
    edition = made(code)
    kept = list(edition.examples.all())
    assert any(not example.errors for example in kept) and any(example.errors for example in kept)
    assert examples.faults(edition) == []


@pytest.mark.parametrize("code", FORMS)
def test_nothing_is_wrong_with_it(code):
    assert list(checks.faults(made(code))) == []


@pytest.mark.parametrize("code", sorted(RICH))
def test_the_rich_ones_ask_by_condition_and_the_papers_follow(code):
    edition = made(code)
    assert any(question.show for question in asked(edition))
    assert edition.components.exclude(condition={}).exists()


def asked(edition: Edition) -> Iterator[Question]:
    for question in questions.form_for(edition).questions():
        yield question
        yield from question.questions


def test_together_they_show_what_the_builder_offers():
    kinds = {question.kind for code in FORMS for question in asked(made(code))}
    assert kinds >= {"repeated", "computed", "address", "explanation", "money", "choices", "tax_code", "yes_no"}
    assert any(question.prefill for code in RICH for question in asked(made_again(code)))


def made_again(code: str) -> Edition:
    return Edition.objects.get(procedure__code=code)


@pytest.mark.parametrize("code", ["1.001612", "1.013225"])
def test_an_example_of_the_file_says_its_papers_and_fee_itself(code):
    entries = json.loads((DEMO.parent / "examples" / f"{code}.json").read_text(encoding="utf-8"))
    assert all(entry["papers"] and entry["fee"] for entry in entries)


def test_an_example_that_says_otherwise_breaks():
    edition = made("1.001612")
    edition.examples.filter(number=1).update(fee=1)
    assert len(examples.faults(edition)) == 1
