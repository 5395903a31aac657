"""Which procedures an export takes: what the page counts is what the file holds."""

import json

import pytest

from portal.jobs import Job
from procedures import drafting
from procedures.exchange.selection import SelectionForm, chosen
from procedures.exchange.work import EXPORT
from procedures.models import Edition, Procedure
from procedures.tasks import run_jobs
from tests.factories import FieldFactory, ProcedureFactory
from tests.procedures.exchange.files import ALL, done, exported, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def birth() -> Procedure:
    name = {"current__name": "Đăng ký khai sinh", "current__name_plain": "dang ki khai sinh 1 000001"}
    return ProcedureFactory(code="1.000001", current__levels=[3], **name)


@pytest.fixture
def house() -> Procedure:
    return ProcedureFactory(
        code="2.000002", current__levels=[1, 2], current__field=FieldFactory(code="XD", name="Xây dựng")
    )


def codes(**filters) -> list[str]:
    return [edition.procedure.code for edition in chosen(ALL | filters)]


def test_all_that_is_in_force(birth, house):
    drafting.draft_from(birth.current)
    assert codes() == ["1.000001", "2.000002"]


def test_what_is_not_used_any_more_is_left_out(birth, house):
    Procedure.objects.filter(pk=birth.pk).update(is_used=False)
    assert codes() == ["2.000002"]


def test_by_level(birth, house):
    assert (codes(level=3), codes(level=2), codes(level=0)) == (["1.000001"], ["2.000002"], [])


def test_by_field(birth, house):
    assert codes(field=house.current.field_id) == ["2.000002"]


@pytest.mark.parametrize("words", ["khai sinh", "KHAI SINH đăng ký", "dang ky", "1.000001", "1.0000"])
def test_by_words_with_and_without_diacritics_or_by_code(birth, house, words):
    assert codes(q=words) == ["1.000001"]


def test_of_drafts_the_newest_of_each_procedure(birth, house):
    drafting.draft_from(birth.current)
    newer = drafting.begin(birth.current)
    assert list(chosen(ALL | {"which": "drafts"})) == [newer]


def test_the_file_holds_what_was_counted(birth, house):
    assert [item["MATTHC"] for item in json.loads(exported("json", level=3))] == ["1.000001"]


def test_nothing_chosen_is_said_and_no_file_made(birth):
    job = Job.objects.create(kind=EXPORT, parameters=ALL | {"form": "csv", "level": 0})
    assert (done(job).state, job.result) == (Job.State.FAILED, None)
    assert "Không có thủ tục nào" in job.message


def test_a_draft_thrown_away_meanwhile_is_left_out_and_told(birth, house):
    draft = drafting.draft_from(birth.current)
    drafting.draft_from(house.current)
    job = Job.objects.create(kind=EXPORT, parameters=ALL | {"form": "json", "which": "drafts"}, total=2)
    job.position = {"editions": [[edition.pk, edition.procedure.code] for edition in chosen(job.parameters)]}
    job.save()
    Edition.objects.filter(pk=draft.pk).delete()
    assert [line[:2] for line in report(done(job))] == [("1.000001", "left_out")]


def test_an_unknown_filter_is_told_beside_its_field(birth):
    form = SelectionForm({"level": "9", "field": "nothing", "which": "all"})
    assert set(form.errors) == {"level", "field", "which"}


def test_the_task_takes_the_key_of_a_job(birth):
    job = Job.objects.create(kind=EXPORT, parameters=ALL | {"form": "csv"})
    run_jobs(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
