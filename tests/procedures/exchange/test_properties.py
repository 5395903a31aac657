"""What any edition may say goes into each format and comes out again, letter by letter."""

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings

from procedures.exchange.columns import PREFETCH, PROCEDURES, content_of
from procedures.exchange.filling import fill
from procedures.exchange.formats import FORMATS, recognised
from procedures.exchange.national_item import SAID, Row, item_of
from procedures.models import Edition, Procedure
from procedures.national_record import read
from tests.factories import AgencyFactory, FieldFactory
from tests.procedures.exchange.contents import choices, contents

CODE = "1.000010"
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def through(form: str, *rows: Row):
    """The entries that come out of the file ``rows`` went into."""
    file = BytesIO()
    FORMATS[form].write(lambda: rows, file)
    assert recognised(file) is FORMATS[form]
    return FORMATS[form].read(file, lambda content, places: [], lambda: None)


@pytest.mark.parametrize("form", FORMATS)
@given(content=contents())
@many
def test_what_goes_in_comes_out(form, content):
    (entry,) = through(form, Row(CODE, content, {}))
    assert (entry.code, entry.faults) == (CODE, [])
    assert entry.content == content


@pytest.mark.parametrize("form", FORMATS)
@given(first=contents(), second=contents())
@settings(many, max_examples=15)
def test_procedures_of_one_file_keep_apart(form, first, second):
    entries = through(form, Row(CODE, first, {}), Row("2.000020", second, {}))
    assert [(entry.code, entry.content) for entry in entries] == [(CODE, first), ("2.000020", second)]


@given(content=contents())
@many
def test_its_national_form_is_one_that_can_be_read(content):
    item = item_of(CODE, content)
    assert set(item) == SAID
    assert read(item).code == CODE


@pytest.mark.django_db
@given(content=contents())
@few
def test_a_draft_made_of_it_says_the_same(content):
    field, _agency = (
        FieldFactory(),
        AgencyFactory._meta.model.objects.get_or_create(
            key="xa-tan-my",
            defaults={"name": "Xã Tân Mỹ", "kind": "commune", "level": 3, "code_2016": "9", "code_2020": "9"},
        ),
    )
    suffix = content[PROCEDURES.key][0]["hau_to"]
    procedure = Procedure.objects.create(code=f"9.{Procedure.objects.count():06d}", code_suffix=suffix)
    draft = Edition.objects.create(procedure=procedure, number=1, name="–", name_plain="", field=field)
    fill(draft, content, before=None)
    assert content_of(Edition.objects.prefetch_related(*PREFETCH).get(pk=draft.pk)) == content


@pytest.mark.parametrize(("sheet", "column", "value"), choices())
def test_every_value_of_a_closed_list_has_its_word(sheet, column, value):
    assert column.kind.read(str(column.kind.write(value))) == value
