"""Who may write when, who is told, and whose reading counts."""

from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError, transaction
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Attachment, Involvement, Message, Reading
from dossiers.thread import acts
from portal.notices.models import Notice
from tests.dossiers.threads import answer, ask
from tests.factories import DraftFactory, IdentityFactory, StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(dossier, clerk):
    workflow.perform(workflow.REFUSE, dossier, Act(clerk, values={"note": "Không đủ"}))
    return dossier


def later(**after):
    return time_machine.travel(timezone.now() + timedelta(**after), tick=False)


def test_for_thirty_days_after_the_end_the_applicant_may_write(ended, citizen):
    with later(days=29):
        ask(ended, citizen)
    with later(days=31), pytest.raises(acts.ThreadClosed):
        ask(ended, citizen)


def test_an_answer_of_the_agency_opens_it_for_thirty_days_more(ended, citizen, clerk):
    with later(days=40):
        answer(ended, clerk)
    with later(days=60):
        ask(ended, citizen)


def test_while_it_is_under_way_it_never_closes(dossier, citizen):
    with later(days=400):
        ask(dossier, citizen)


def test_where_nobody_of_the_applicants_has_an_account_nothing_is_written(dossier, clerk):
    dossier.submitter = dossier.owner_identity = None
    dossier.save(update_fields=["submitter", "owner_identity"])
    with pytest.raises(acts.NobodyReads):
        answer(dossier, clerk)


def test_a_flood_is_stopped_and_ends_with_the_day(dossier, citizen, clerk):
    for _ in range(acts.A_DAY):
        ask(dossier, citizen)
    with pytest.raises(acts.EnoughForToday):
        ask(dossier, citizen)
    answer(dossier, clerk)
    with later(days=1, minutes=1):
        ask(dossier, citizen)


def test_an_official_writes_by_a_post_at_the_dossiers_agency(dossier, clerk, officer, outsider, catalogue_admin):
    message = answer(dossier, clerk)
    assert (message.agency, message.by_title) == (dossier.received_by, "Công chức")
    assert acts.official(dossier, outsider) is None
    assert acts.official(dossier, catalogue_admin) is None


def test_who_is_only_asked_for_an_opinion_does_not_write(dossier, outsider):
    agency = outsider.posts.get().agency
    asked = Involvement.objects.create(dossier=dossier, agency=agency, part="consulted", since=timezone.now())
    assert acts.official(dossier, outsider) is None
    Involvement.objects.filter(pk=asked.pk).update(part=Involvement.Part.JOINT)
    assert acts.official(dossier, outsider) is not None


def test_the_applicant_is_told_once_and_never_what_it_says(dossier, clerk, citizen):
    answer(dossier, clerk, "Bí mật của gia đình")
    notice = Notice.objects.get(template__key="message_received")
    assert (notice.person, notice.link) == (citizen, f"/ho-so/{dossier.uuid}/trao-doi/")
    assert "Bí mật" not in notice.subject + notice.body + str(notice.values)


def test_owner_and_submitter_are_both_told(procedure, commune, unit, citizen, clerk, calendar):
    owner = IdentityFactory(full_name="Nguyễn Thị Bà")
    draft = DraftFactory(
        edition=procedure.current, agency=commune, received_by=unit, submitter=citizen, owner_identity=owner
    )
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    answer(draft, clerk)
    told = Notice.objects.filter(template__key="message_received").values_list("person", flat=True)
    assert set(told) == {citizen.pk, owner.user.pk}


def test_the_applicants_message_sends_no_notice(dossier, citizen):
    before = Notice.objects.count()
    ask(dossier, citizen)
    assert Notice.objects.count() == before


def test_the_first_reader_of_the_other_side_counts(dossier, citizen, clerk, officer):
    message = ask(dossier, citizen)
    acts.mark_read(dossier, acts.applicant(citizen))
    assert not Reading.objects.exists()
    for step in (workflow.RECEIVE, workflow.FORWARD):
        workflow.perform(step, dossier, Act(clerk))
    for reader in (clerk, officer):
        acts.mark_read(dossier, acts.official(dossier, reader))
    assert (message.reading.by, message.reading.agency) == (clerk, dossier.received_by)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_what_was_said_and_read_stays_as_it_is(dossier, citizen, change):
    message = ask(dossier, citizen)
    rows = Message.objects.filter(pk=message.pk)
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(text="Khác") if change == "update" else rows._raw_delete("default")


def test_what_lay_beside_an_unsent_message_is_forgotten(dossier, citizen):
    old = Attachment.objects.create(
        dossier=dossier, kind=Attachment.Kind.ENCLOSING, stored=StoredFileFactory(stored_by=citizen)
    )
    assert acts.forget_unsent() == 0
    with later(days=15):
        assert acts.forget_unsent() == 1
    assert not Attachment.objects.filter(pk=old.pk).exists()


def test_what_was_sent_is_kept_for_good(dossier, citizen):
    Attachment.objects.create(
        dossier=dossier, kind=Attachment.Kind.ENCLOSING, stored=StoredFileFactory(stored_by=citizen)
    )
    ask(dossier, citizen)
    with later(days=400):
        assert acts.forget_unsent() == 0
