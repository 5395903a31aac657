"""A dry run says exactly what the import will say, and writes nothing."""

import pytest

from procedures.models import Edition
from tests.procedures.exchange.files import digest_of_database, edited, exported, imported, report, tried, with_cell
from tests.procedures.exchange.rich import poor, rich

pytestmark = pytest.mark.django_db


@pytest.fixture
def file() -> bytes:
    """One procedure that changes, one that is new, one that is refused."""
    rich()
    poor()
    changed = with_cell(exported("xlsx"), "Thủ tục", "ten", "Tên mới")
    return edited(changed, _two_more)


def _two_more(book) -> None:
    for code, level in (("3.000001", 3), ("3.000002", 9)):
        row = [cell.value for cell in book["Thủ tục"][4]]
        book["Thủ tục"].append([code, *row[1:10], level, *row[11:]])


def test_it_writes_nothing(file):
    before = digest_of_database()
    assert tried(file).counts == {"drafted": 1, "unchanged": 1, "created": 1, "refused": 1}
    assert digest_of_database() == before


def test_it_says_what_the_import_then_says(file):
    said = report(tried(file))
    assert report(imported(file)) == said


def test_the_import_makes_what_was_said(file):
    tried(file)
    imported(file)
    assert Edition.objects.filter(state="draft").count() == 2


def test_it_can_be_repeated(file):
    assert report(tried(file)) == report(tried(file))
