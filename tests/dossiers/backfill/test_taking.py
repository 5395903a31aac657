"""Old dossiers are taken over with their history, once, and owed to the nation behind today's work."""

from itertools import pairwise

import pytest
from django.utils import timezone

from dossiers.backfill import owing, progress
from dossiers.history import first_broken_event
from dossiers.models import Dossier, Involvement, NationalMessage, OldDossier, Status
from dossiers.workflow import ACTIONS
from portal.files.models import StoredFile
from portal.files.storage import path_of
from portal.jobs import Job
from portal.notices.models import Notice
from tests.dossiers.backfill.files import as_csv, as_lines, as_workbook, ordered, row, worked

pytestmark = pytest.mark.django_db
NOT_RECEIVED = {"trang_thai": "3", "kenh": "2", "ngay_nop": "2020-06-01", "ngay_tiep_nhan": "", "ngay_tra": ""}


def taken(*rows: dict[str, str]) -> Dossier:
    worked(ordered(as_csv(list(rows))))
    return Dossier.objects.get(code=rows[0]["ma_ho_so"])


def test_a_row_becomes_a_dossier_at_its_end(province):
    dossier = taken(row())
    assert (dossier.status, dossier.owner["name"], dossier.result_number) == (
        Status.HANDED_OVER,
        "Nguyễn Thị Cũ",
        "12/KS",
    )
    assert timezone.localtime(dossier.received_at).strftime("%Y-%m-%d %H:%M") == "2020-06-01 08:00"
    assert dossier.taken_over.source == "MCDT"


@pytest.mark.parametrize(
    ("cells", "actions"),
    [
        ({}, ["take_in", "forward", "finish", "hand_over"]),
        ({"kenh": "2", "ngay_nop": "2020-05-31"}, ["submit", "receive", "forward", "finish", "hand_over"]),
        ({"hinh_thuc_tra": "1"}, ["take_in", "forward", "finish", "hand_to_post"]),
        ({"trang_thai": "7", "ngay_tra": ""}, ["take_in", "confirm_withdrawal"]),
        (NOT_RECEIVED, ["submit", "refuse"]),
    ],
)  # fmt: skip
def test_its_history_goes_the_way_of_the_table(province, cells, actions):
    events = list(taken(row(**cells)).events.order_by("number"))
    assert [event.action for event in events] == actions
    for before, event in zip([None, *events], events, strict=False):
        assert event.status_before == (before.status if before else Status.DRAFT)
        assert any(event.status_before in grant.sources for grant in ACTIONS[event.action].grants)


def test_its_history_is_chained_and_a_second_apart(province):
    dossier = taken(row(ngay_ket_thuc="2020-06-01 08:00"))
    assert first_broken_event(dossier) is None
    times = [event.at for event in dossier.events.order_by("number")]
    assert all((later - earlier).total_seconds() >= 1 for earlier, later in pairwise(times))


def test_its_agencies_see_it(province):
    dossier = taken(row())
    parts = set(Involvement.objects.filter(dossier=dossier).values_list("part", "agency__key"))
    assert parts == {("receiving", "mc-1"), ("deciding", "xa-1")}


def test_nobody_is_given_notice_of_what_is_long_over(province):
    taken(row())
    assert not Notice.objects.exists()


def test_the_same_file_twice_changes_nothing(province):
    content = as_csv([row(1), row(2)])
    worked(ordered(content))
    again = worked(ordered(content))
    assert (Dossier.objects.count(), again.counts) == (2, {"known": 2})


def test_a_code_of_todays_dossiers_is_refused(province):
    dossier = province.submitted(0)
    province.change(dossier, 0)
    job = worked(ordered(as_csv([row(ma_ho_so=dossier.code)])))
    assert (job.counts, job.lines.get().place) == ({"refused": 1}, "ma_ho_so")


@pytest.mark.parametrize("write", [as_csv, as_lines, as_workbook, lambda rows: as_csv(rows, ";")])
def test_every_form_of_file_says_the_same(province, write):
    job = worked(ordered(write([row(1), row(2), row(3, trang_thai="4")])))
    assert (job.state, job.counts["created"], job.counts["refused"]) == (Job.State.DONE, 2, 1)


def test_the_private_file_is_gone_when_all_is_read(province):
    job = ordered(as_csv([row()]))
    path = path_of(job.source.uuid)
    assert path.exists()
    worked(job)
    assert job.source is None and not StoredFile.objects.exists()


def test_everything_is_owed_once_with_its_whole_history(province):
    dossier = taken(row())
    assert list(dossier.owed.order_by("pk").values_list("event__number", flat=True)) == [1, 2, 3, 4]
    assert OldDossier.objects.get().owed_at is not None


def test_it_waits_while_todays_changes_wait(province, settings):
    waiting = [province.submitted(number % 4) for number in range(settings.NATIONAL.batch * 2)]
    for dossier in waiting:
        province.change(dossier, 0)
    job = worked(ordered(as_csv([row()])), slices=4)
    assert (job.is_open, job.counts.get("owed"), owing.has_room()) == (True, None, False)
    NationalMessage.objects.update(sent_at=timezone.now())
    assert worked(job).counts["owed"] == 1


def test_its_progress_is_told_in_figures(province):
    job = worked(ordered(as_csv([row(1), row(2), row(3, kenh="9")])))
    Dossier.objects.filter(code=row(1)["ma_ho_so"]).update(nation_knows_since=timezone.now())
    at = progress.of(job)
    assert (at.read, at.created, at.refused, at.owed, at.sent) == (3, 2, 1, 2, 1)
    assert at.per_minute and at.left is not None
