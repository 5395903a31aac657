"""Another agency is asked, with a term; it sees the dossier until it has answered; lateness is on record (Đ.19.5)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dossiers import workflow
from dossiers.act import NotYours
from dossiers.models import Attachment, Dossier
from dossiers.process import queues, refusals, steps
from dossiers.process.tasks import tell_of_late_opinions
from portal.agencies.models import Agency, Role
from tests.dossiers.process.ways import do, here, result, submit
from tests.factories import AgencyFactory, PostFactory, StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_agency(outsider) -> Agency:
    return outsider.posts.get().agency


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def ask(dossier, officer, agency, days: int = 7) -> Dossier:
    return do(steps.ASK_OPINION, dossier, officer, agency=agency, question="Có hộ khẩu không?", due_on=in_days(days))


@pytest.fixture
def asked(assigned, officer, asked_agency) -> Dossier:
    return ask(assigned, officer, asked_agency)


def test_the_agency_sees_the_dossier_from_being_asked_until_it_has_answered(assigned, officer, outsider, asked_agency):
    seen = Dossier.objects.reached_by(outsider).filter(pk=assigned.pk)
    assert not seen.exists()
    ask(assigned, officer, asked_agency)
    assert seen.exists()
    do(steps.ANSWER_OPINION, assigned, outsider, answer="Có")
    assert not seen.exists()


def test_it_stands_on_the_agencys_list_meanwhile(asked, outsider, officer):
    assert list(queues.opinions_asked_of(outsider)) == [asked]
    assert list(queues.opinions_waited_for(officer)) == [asked]
    do(steps.ANSWER_OPINION, asked, outsider, answer="Có")
    assert not queues.opinions_asked_of(outsider).exists()


def test_the_step_stays_where_it_is(asked, officer):
    assert here(asked) == [(3, 1, officer)]


def test_the_term_is_the_end_of_office_hours_of_its_day(asked):
    due = timezone.localtime(asked.opinions.get().due_at)
    assert f"{due:%H:%M}" == "17:00"


def test_several_agencies_are_asked_at_once(asked, officer):
    other = AgencyFactory()
    ask(asked, officer, other, days=14)
    assert asked.opinions.open().count() == 2


def test_an_agency_is_not_asked_twice_at_a_time(asked, officer, asked_agency):
    with pytest.raises(refusals.AskedAlready):
        ask(asked, officer, asked_agency)


def test_who_handles_the_dossier_is_not_asked(assigned, officer, commune, unit):
    for agency in (commune, unit):
        with pytest.raises(refusals.NotAnAgencyToAsk):
            ask(assigned, officer, agency)


def test_a_term_in_the_past_is_refused(assigned, officer, asked_agency):
    with pytest.raises(refusals.TermPassed):
        ask(assigned, officer, asked_agency, days=-7)


def test_only_who_has_the_step_or_leads_asks(assigned, second_officer, leader, asked_agency):
    with pytest.raises(refusals.NotYourStep):
        ask(assigned, second_officer, asked_agency)
    ask(assigned, leader, asked_agency)


def test_an_answer_in_time_and_one_too_late(asked, officer, outsider):
    do(steps.ANSWER_OPINION, asked, outsider, answer="Có")
    assert not asked.opinions.get().is_late(timezone.now())
    other = PostFactory(role=Role.OFFICER)
    ask(asked, officer, other.agency)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        do(steps.ANSWER_OPINION, asked, other.user, answer="Không")
    assert asked.opinions.get(agency=other.agency).is_late(timezone.now())


def test_another_agency_answers_nothing(asked):
    with pytest.raises(NotYours):
        do(steps.ANSWER_OPINION, asked, PostFactory(role=Role.OFFICER).user, answer="Có")


def test_the_letter_is_for_officials_only(asked, outsider, officer, citizen):
    do(steps.ANSWER_OPINION, asked, outsider, answer="Có", shown=StoredFileFactory())
    file = asked.opinions.get().file
    assert file.kind == Attachment.Kind.INTERNAL
    assert file in Attachment.objects.visible_to(officer)
    assert file not in Attachment.objects.visible_to(citizen)


def test_the_citizen_reads_no_word_of_it(asked, outsider, citizen, sign_in):
    do(steps.ANSWER_OPINION, asked, outsider, answer="Mật: từng có tiền án")
    page = sign_in(citizen).get(f"/ho-so/{asked.uuid}/").content.decode()
    assert "Cơ quan được hỏi đã trả lời ý kiến" in page
    for words in ("Mật: từng có tiền án", "Có hộ khẩu không?", str(outsider)):
        assert words not in page


def test_reminders_are_counted(asked, officer):
    do(steps.REMIND_OPINION, asked, officer)
    do(steps.REMIND_OPINION, asked, officer)
    opinion = asked.opinions.get()
    assert (opinion.reminders, opinion.unit_told_at) == (2, None)


def test_reminding_of_a_late_one_tells_the_one_stop_unit(asked, officer, clerk):
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        do(steps.REMIND_OPINION, asked, officer)
        assert asked.opinions.get().unit_told_at is not None
        assert list(queues.opinions_late(clerk)) == [asked]


def test_the_clock_tells_the_unit_once(asked, clerk):
    tell_of_late_opinions()
    assert asked.opinions.get().unit_told_at is None
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        tell_of_late_opinions()
        tell_of_late_opinions()
    assert asked.events.filter(action="opinion_late").count() == 1


def test_nobody_is_reminded_of_nothing(assigned, officer):
    with pytest.raises(refusals.NoOpinionOpen):
        do(steps.REMIND_OPINION, assigned, officer)


def test_the_end_of_the_dossier_closes_what_was_asked(asked, officer, leader, outsider):
    do(steps.APPROVE, submit(asked, officer), leader)
    assert asked.opinions.get().is_open
    do(workflow.FINISH, asked, officer, **result())
    assert not asked.opinions.get().is_open
    assert not Dossier.objects.reached_by(outsider).exists()
