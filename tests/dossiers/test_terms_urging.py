"""Urging by numbered reminders and their timed reply (A2 no 24)."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from dossiers import workflow
from dossiers.act import Act, NotYours
from dossiers.models import Dossier, Reminder
from dossiers.terms import sending, steps, urging
from dossiers.terms.urging import NothingChosen, NothingToAnswer, NotOverdue, Words
from portal.health import can_print
from tests.dossiers.pages import hidden
from tests.factories import DraftFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
printed = pytest.mark.skipif(not can_print(), reason="no system libraries of WeasyPrint on this machine")
TEXT = "Đề nghị giải quyết dứt điểm trong tuần"


def another(like, clerk) -> Dossier:
    """Of the same agencies, at work."""
    draft = DraftFactory(edition=like.edition, agency=like.agency, received_by=like.received_by)
    workflow.perform(workflow.SUBMIT, draft, Act(draft.submitter))
    workflow.perform(workflow.RECEIVE, draft, Act(clerk))
    workflow.perform(workflow.FORWARD, draft, Act(clerk))
    return draft


def late(dossier) -> Dossier:
    dossier.due_at = timezone.now() - timedelta(days=2)
    dossier.save(update_fields=["due_at"])
    return dossier


@pytest.fixture
def overdue(in_process):
    return late(in_process)


def words() -> Words:
    return Words(TEXT, timezone.localdate() + timedelta(days=1))


def urge(head, *dossiers) -> Reminder:
    (reminder,) = sending.send(dossiers, words(), Act(head))
    return reminder


def test_one_slip_for_several_dossiers_and_a_line_in_each_history(overdue, clerk, head):
    other = late(another(overdue, clerk))
    reminder = urge(head, overdue, other)
    assert set(reminder.dossiers.all()) == {overdue, other}
    assert (reminder.sender, reminder.to, reminder.sender_title) == (
        overdue.received_by,
        overdue.agency,
        "Trưởng bộ phận",
    )
    assert [one.events.latest("number").values["reminder"] for one in (overdue, other)] == [str(reminder)] * 2


def test_numbers_run_without_a_gap_also_over_a_refusal(overdue, clerk, head):
    in_time = another(overdue, clerk)
    first = urge(head, overdue)
    with pytest.raises(NotOverdue):
        urge(head, overdue, in_time)
    assert [first.number, urge(head, overdue).number] == [1, 2]
    assert overdue.reminders.count() == 2


def test_nothing_chosen_is_refused(head):
    with pytest.raises(NothingChosen):
        sending.send([], words(), Act(head))


@pytest.mark.parametrize("who", ["clerk", "officer", "leader", "outsider"])
def test_only_the_head_of_the_unit_urges(overdue, request, who):
    user = request.getfixturevalue(who)
    assert not urging.to_urge(user).exists()
    with pytest.raises(NotYours):
        sending.send([overdue], words(), Act(user))
    assert not Reminder.objects.exists()


def test_the_reply_is_timed(overdue, head, officer):
    reminder = urge(head, overdue)
    assert reminder in Reminder.objects.open()
    promised = timezone.localdate() + timedelta(days=3)
    sending.reply(reminder, Act(officer, values={"note": "Chờ xác minh", "promised_on": promised}))
    reminder.refresh_from_db()
    assert (reminder.answer, reminder.promised_on, reminder.answered_by) == ("Chờ xác minh", promised, officer)
    assert not reminder.is_late(timezone.now())
    assert not Reminder.objects.late(timezone.now()).exists()


def test_one_not_answered_by_its_day_is_late(overdue, head):
    reminder = urge(head, overdue)
    after = reminder.reply_due_at + timedelta(minutes=1)
    assert list(Reminder.objects.late(after)) == [reminder]
    assert reminder.is_late(after)


def test_it_is_answered_once(overdue, head, officer):
    reminder = urge(head, overdue)
    sending.reply(reminder, Act(officer, values={"note": "Chờ"}))
    with pytest.raises(NothingToAnswer):
        sending.reply(reminder, Act(officer, values={"note": "Lần nữa"}))


@pytest.mark.parametrize("who", ["head", "clerk", "outsider"])
def test_only_the_agency_urged_replies(overdue, head, request, who):
    reminder = urge(head, overdue)
    with pytest.raises(NotYours):
        sending.reply(reminder, Act(request.getfixturevalue(who), values={"note": "Chờ"}))


# --- At the desk ------------------------------------------------------------------------------


def test_from_the_list_of_missed_dates_to_the_slip_and_its_reply(overdue, head, officer):
    desk = enter(head)
    listed = desk.get(reverse("admin:dossiers_terms") + "?viec=qua-han").content.decode()
    assert f'name="hs" value="{overdue.uuid}"' in listed
    new = reverse("admin:dossiers_reminder_new")
    page = desk.get(new, {"hs": str(overdue.uuid)}).content.decode()
    typed = {"hs": str(overdue.uuid), "form_token": hidden(page, "form_token"), "note": "", "reply_on": "01/01/2020"}
    wrong = desk.post(new, typed).content.decode()
    assert 'data-error-for="note"' in wrong and 'data-error-for="reply_on"' in wrong
    day = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
    assert desk.post(new, typed | {"note": TEXT, "reply_on": day}).status_code == 302
    reminder = Reminder.objects.get()
    theirs = enter(officer)
    page = theirs.get(reverse("admin:dossiers_reminder", args=[reminder.pk])).content.decode()
    assert TEXT in page
    answer = {"form_token": hidden(page, "form_token"), "note": "Chờ xác minh", "action": "answer_urge"}
    theirs.post(reverse("admin:dossiers_reminder", args=[reminder.pk]), answer)
    assert not Reminder.objects.open().exists()


def test_a_stranger_finds_no_reminder(overdue, head, outsider):
    reminder = urge(head, overdue)
    desk = enter(outsider)
    for name in ("dossiers_reminder", "dossiers_reminder_slip"):
        assert desk.get(reverse(f"admin:{name}", args=[reminder.pk])).status_code == 404
    assert str(reminder) not in desk.get(reverse("admin:dossiers_reminders")).content.decode()


@pytest.mark.parametrize(("state", "is_there"), [("", True), ("cho", True), ("da-tra-loi", False), ("tre", False)])
def test_the_list_filters_by_state(overdue, head, clerk, state, is_there):
    reminder = urge(head, overdue)
    page = enter(clerk).get(reverse("admin:dossiers_reminders"), {"tinh-trang": state}).content.decode()
    assert (str(reminder) in page) is is_there


@printed
def test_the_slip_is_printed(overdue, head):
    reminder = urge(head, overdue)
    answer = enter(head).get(reverse("admin:dossiers_reminder_slip", args=[reminder.pk]))
    said = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
    for part in ("PHIẾU ĐÔN ĐỐC GIẢI QUYẾT HỒ SƠ", f"Số: {reminder}", overdue.code, TEXT, "minh hoạ"):
        assert part in said


def test_urging_stands_in_the_table(overdue, head):
    assert steps.URGE in workflow.available(overdue, head)
