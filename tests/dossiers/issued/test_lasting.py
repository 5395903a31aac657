"""What was issued says for ever what it said; a new rule is a row and leaves the old one printable."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dossiers.documents.render import print_page
from dossiers.issued import making, pages, registry
from dossiers.models import IssuedPaper
from tests.dossiers.issued.reading import content, one, text

pytestmark = pytest.mark.django_db
NEW = replace(registry.form_of("receipt", 1), version=2, basis="Thông tư 03/2025/TT-VPCP", since=date(2025, 7, 1))
STOP = registry.Form("stop_notice", 1, "Thông báo dừng giải quyết hồ sơ", "Mẫu 05", "a5", "x.html", date(2025, 7, 1))
OLD = replace(registry.form_of("receipt", 1), until=date(2025, 6, 30))
WITH_2025 = (OLD, NEW, STOP)


@pytest.mark.parametrize(("day", "version"), [(date(2020, 12, 1), 1), (date(2025, 6, 30), 1), (date(2025, 7, 1), 2)])
def test_the_day_of_issue_chooses_the_rule(day, version):
    assert registry.form_on("receipt", day, WITH_2025).version == version


def test_a_paper_that_the_law_did_not_know_yet_cannot_be_issued():
    with pytest.raises(registry.NoSuchForm):
        registry.form_on("stop_notice", date(2025, 6, 30), WITH_2025)


def test_one_of_the_old_rule_is_printed_under_it():
    assert registry.form_of("receipt", 1, WITH_2025) == OLD


def test_what_it_says_does_not_follow_the_dossier(received):
    paper = making.make(one(received, "receipt"))
    received.owner |= {"name": "Người Khác"}
    received.save(update_fields=["owner"])
    fresh = IssuedPaper.objects.get(pk=paper.pk)
    again = print_page(pages.page_of(fresh)).pdf
    assert "Người Khác" not in text(again)
    assert text(again) == text(content(paper)).split(" Ký số:")[0] or text(again) in text(content(paper))


@pytest.mark.parametrize("change", [{"facts": {"a": 1}}, {"token": "x"}, {"number": "1"}, {"official": "Ai đó"}])
def test_the_database_lets_nobody_change_it(received, change):
    paper = making.make(one(received, "receipt"))
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedPaper.objects.filter(pk=paper.pk).update(**change)


def test_the_database_lets_nobody_delete_it(received):
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedPaper.objects.filter(dossier=received)._raw_delete("default")


def test_what_could_not_be_made_is_tried_later_and_less_often(received, settings):
    settings.SIGNING = type(settings.SIGNING)("/khong/co.p12", "x", "", True)
    making.drain()
    paper = one(received, "receipt")
    assert paper.made_at is None and paper.attempts == 1 and "NotSigned" in paper.last_error
    IssuedPaper.objects.update(attempts=making.MOST_ATTEMPTS, next_attempt_at=paper.issued_at - timedelta(hours=1))
    making.drain()
    assert one(received, "receipt").next_attempt_at is None
