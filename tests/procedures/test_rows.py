"""Blocks of rows: what was kept in them comes back whole, and what they lack is said beside them."""

import pytest

from procedures.questions import AnswersForm, as_sent, definition
from tests.factories import AgencyFactory
from tests.procedures.builder.desk import form, question, section

pytestmark = pytest.mark.django_db
PLACES = question("places", "repeated", rows={"min": 1, "max": 3}, questions=[question("at", "address")])


@pytest.fixture
def asked():
    return definition.read(form(section(PLACES))).plan("self")[0].questions


def test_an_address_in_a_row_comes_back_as_it_was_kept(asked):
    commune = AgencyFactory(kind="commune")
    kept = {"places": [{"id": "a1b2c3d4", "at": {"commune": commune.key, "street": "Số 5"}}]}
    sent = as_sent(asked, kept)
    answered = AnswersForm(sent, questions=asked)
    assert answered.is_valid(), answered.errors
    (row,) = answered.answers()["places"]
    assert (row["id"], row["at"]["commune"], row["at"]["street"]) == ("a1b2c3d4", commune.key, "Số 5")


def test_a_block_without_rows_is_told_beside_it(asked):
    empty = AnswersForm({"places-rows": "0"}, questions=asked)
    assert list(empty.errors) == ["places-rows"]
    page = str(empty)
    assert 'data-error-for="places"' in page and 'id="id_places-rows-add"' in page
