"""What the people of a dossier are told of its events: by law of every outcome, once, in its transaction."""

import re
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.template.loader import render_to_string

from dossiers import notices, withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Dossier, DossierEvent
from dossiers.thread import acts
from portal.notices import letters
from portal.notices.models import Notice, NoticeTemplate
from tests.dossiers.desk import shown
from tests.factories import DraftFactory, IdentityFactory, StoredFileFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
DUE = datetime(2020, 12, 4, 10, 0, tzinfo=UTC)


def last(**wanted) -> Notice:
    return Notice.objects.filter(**wanted).latest("pk")


def keys() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("template__key", flat=True))


@pytest.fixture
def at_counter(procedure, commune, unit, calendar, clerk) -> Dossier:
    """Handed in by an owner without an account."""
    owner = {"kind": "citizen", "name": "Cụ Tư", "phone": "0987654321", "email": "tu@example.vn"}
    draft = DraftFactory(
        edition=procedure.current, agency=commune, received_by=unit, submitter=None, owner_identity=None, owner=owner
    )
    event = DossierEvent(dossier=draft, number=1, action="submit", role="clerk", by=clerk)
    draft.provisional_number = "TN-AAAAA-BBBBB"
    notices.tell(event)
    return draft


def test_every_action_is_told_or_said_not_to_be():
    assert set(workflow.ACTIONS) <= set(notices.TOLD) | notices.NOT_TOLD
    assert {*notices.TOLD.values(), acts.KIND} == set(notices.KINDS)


def test_every_placeholder_has_a_value_and_an_example():
    assert {name for kind in notices.KINDS.values() for name in kind.examples} <= set(notices.VALUES)


@pytest.mark.parametrize("key", notices.KINDS)
def test_every_first_wording_is_sound_and_fits_a_text_message(key, settings):
    settings.PORTAL_URL = "https://dichvucong.bacgiang.gov.vn"
    kind = notices.KINDS[key]
    NoticeTemplate(key=key, subject=kind.subject, body=kind.body, examples=kind.examples).clean()
    assert letters.letters_too_many(kind.subject, kind.examples) <= 0
    assert "{hotline}" in kind.body


def test_the_example_of_the_hotline_is_the_hotline():
    hotline = re.sub(r"<[^>]+>", "", render_to_string("components/hotline.html")).strip()
    assert notices.BEGUN_WITH["examples"]["hotline"] == hotline


def test_a_whole_life_is_told_step_by_step(dossier, clerk, officer):
    result = {"result_number": "1/KS", "result_file": StoredFileFactory()}
    for action, by, values in (
        (workflow.RECEIVE, clerk, {}),
        (workflow.FORWARD, clerk, {}),
        (workflow.FINISH, officer, result),
        (workflow.HAND_OVER, clerk, {}),
    ):
        workflow.perform(action, dossier, Act(by, values=values))
    assert keys() == ["dossier_submitted", "dossier_received", "result_ready", "result_handed_over"]
    assert set(Notice.objects.values_list("person", flat=True)) == {dossier.submitter_id}


def test_a_withdrawal_is_told_when_asked_and_when_confirmed(dossier, citizen, clerk):
    for action, by in (
        (workflow.RECEIVE, clerk),
        (withdrawing.ASK_WITHDRAWAL, citizen),
        (withdrawing.CONFIRM_WITHDRAWAL, clerk),
    ):
        workflow.perform(action, dossier, Act(by))
    assert keys()[2:] == ["withdrawal_asked", "withdrawal_confirmed"]


def test_a_refusal_says_why_and_what_to_do(dossier, clerk):
    workflow.perform(workflow.REFUSE, dossier, Act(clerk, values={"note": "Sai nơi nộp.\nNộp tại xã."}))
    assert "Lý do: Sai nơi nộp.\nNộp tại xã." in last().body and "Bạn cần làm:" in last().body


def test_it_says_by_when_in_vietnamese_whatever_the_page_speaks(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    dossier.due_at = DUE
    assert notices.VALUES["due"](dossier, "") == "chậm nhất 17:00 thứ Sáu, 04/12/2020"
    dossier.due_at = None
    assert notices.VALUES["due"](dossier, "") == "vào ngày cơ quan sẽ báo cho bạn"


@pytest.mark.parametrize(
    ("way", "words"), [("counter", "giấy tờ tùy thân"), ("post", "bưu chính công ích"), ("online", "tải kết quả về")]
)
def test_a_result_is_fetched_the_way_that_was_chosen(dossier, way, words):
    dossier.return_by = way
    assert words in notices.VALUES["collect"](dossier, "")


def test_it_leads_to_the_dossiers_page(dossier, sign_in, citizen):
    assert sign_in(citizen).get(last().link).status_code == 200


def test_the_same_event_told_twice_is_one_notice(dossier):
    notices.tell(dossier.events.get())
    assert keys() == ["dossier_submitted"]


def test_of_a_step_that_was_undone_nobody_is_told(dossier, clerk):
    with pytest.raises(RuntimeError), transaction.atomic():
        workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
        raise RuntimeError
    assert keys() == ["dossier_submitted"]


def test_an_owner_with_an_account_is_told_beside_the_submitter(draft, citizen):
    owner = IdentityFactory(full_name="Công ty Vải Thiều")
    draft.owner_identity = owner
    draft.save()
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    assert set(Notice.objects.values_list("person", flat=True)) == {citizen.pk, owner.user_id}


def test_what_was_given_for_the_dossier_serves_the_submitter_alone(draft, citizen):
    draft.owner_identity = IdentityFactory(full_name="Công ty Vải Thiều")
    draft.owner = draft.owner | {"email": "viec-nay@example.vn"}
    draft.save()
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    assert (last(person=citizen).email, last(person=draft.owner_identity.user).email) == ("viec-nay@example.vn", "")


def test_at_the_counter_the_contact_is_told_and_led_to_the_public_look_up(at_counter):
    told = last(person=None)
    assert (told.name, told.email, told.phone) == ("Cụ Tư", "tu@example.vn", "0987654321")
    assert told.link == "/tra-cuu/?ma=TN-AAAAA-BBBBB"
    assert set(told.deliveries.values_list("channel", flat=True)) == {"email", "sms"}


def test_no_identity_number_is_among_the_values(dossier):
    assert "024190000001" not in str(last().values)


def test_the_desk_sees_who_was_told_in_which_words_and_what_became_of_it(dossier, clerk, citizen):
    page = shown(enter(clerk), dossier)
    assert "Đã báo cho người dân" in page and str(citizen) in page
    assert "mẫu dossier_submitted, phiên bản 1" in page and "chưa đọc" in page


def test_the_desk_sees_that_somebody_cannot_be_reached(draft, citizen, clerk):
    draft.owner = {"kind": "citizen", "name": "Cụ Tư"}
    draft.save()
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    Notice.objects.update(person=None)
    assert "Chưa báo được: không có tài khoản" in shown(enter(clerk), draft)


def test_telling_costs_few_queries(draft, citizen, django_assert_max_num_queries):
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    event = draft.events.get()
    event.number = 2
    with django_assert_max_num_queries(9):
        notices.tell(event)
