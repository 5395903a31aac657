"""Wordings: plain names from a closed list between braces, versions kept, values never evaluated (cases FI-07)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from portal.notices import wording
from portal.notices.models import Notice, NoticeTemplate
from portal.notices.wording import Kind, current, publish
from tests.portal.notices.telling import READY, tell

pytestmark = pytest.mark.django_db
ATTACKS = [
    "{user.__init__.__globals__}", "{__class__}", "{code.__class__}", "{code[0]}", "{code!r}", "{code:>100000000}",
    "{0}", "{}", "{{code}}", "{{7*7}}", "{% debug %}", "${7*7}", "{settings}", "{code", "code}", "{ code }", "{CODE}",
]  # fmt: skip
LITERAL = ["%(x)s", "%s", "$code", "<script>alert(1)</script>", "&amp;", "#{", "{{7*7}}", "{reason}", "{% debug %}"]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("field", ["subject", "body"])
def test_only_the_closed_list_may_stand_between_braces(person, attack, field):
    words = {"subject": "Hồ sơ {code}", "body": "Vì {reason}"} | {field: f"Xin chào {attack}"}
    with pytest.raises(ValidationError) as refusal:
        publish(current(READY), by=person, **words)
    assert set(refusal.value.message_dict) == {field}
    assert NoticeTemplate.objects.count() == 1


def test_the_refusal_names_what_may_stand_there(person):
    with pytest.raises(ValidationError) as refusal:
        publish(current(READY), subject="{ten}", body="x", by=person)
    assert refusal.value.message_dict["subject"] == [
        "Không dùng được {ten}. Trong dấu ngoặc nhọn chỉ được viết: {code}, {reason}."
    ]


@pytest.mark.parametrize("attack", ["{user.x}", "{__class__}", "{code[0]}", "{0}", "{}", "{{code}}", "{ code }"])
def test_the_database_refuses_them_too(attack):
    with pytest.raises(IntegrityError, match="noticetemplate_plain_placeholders"):
        NoticeTemplate.objects.create(key="x", version=1, subject=attack, body="x", examples={})


@pytest.mark.parametrize("text", LITERAL)
def test_what_a_value_contains_is_text(person, text):
    tell(person, code=text, reason=text)
    told = Notice.objects.get()
    assert told.subject == f"Hồ sơ {text} đã có kết quả"
    assert told.body == f"Lý do: {text}\n\nBạn cần làm: đến nhận."


def test_what_was_told_stays_as_it_was(person):
    tell(person, once="a:1")
    publish(current(READY), subject="Đã xong {code}", body="Mới", by=person)
    tell(person, once="a:2")
    said = list(Notice.objects.order_by("pk").values_list("template__version", flat=True))
    assert (said, [told.subject for told in Notice.objects.order_by("pk")]) == (
        [1, 2],
        ["Hồ sơ 000.01 đã có kết quả", "Đã xong 000.01"],
    )


def test_a_version_cannot_be_rewritten():
    made = current(READY)
    made.body = "Khác"
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        made.save()


def test_of_two_editors_the_second_is_told(person):
    newest = current(READY)
    publish(newest, subject="A", body="a", by=person)
    with pytest.raises(wording.Overtaken):
        publish(newest, subject="B", body="b", by=person)


def test_seeding_twice_adds_nothing_and_keeps_what_was_edited(person):
    wording.seed([READY])
    publish(current(READY), subject="Sửa", body="Sửa", by=person)
    wording.seed([READY])
    assert (NoticeTemplate.objects.count(), current(READY).subject) == (2, "Sửa")


def test_an_edited_wording_survives_a_new_placeholder(person):
    publish(current(READY), subject="Sửa {code}", body="Sửa", by=person)
    richer = Kind("ready", {**READY.examples, "unit": "Một cửa"}, READY.subject, READY.body)
    assert (current(richer).subject, current(richer).version) == ("Sửa {code}", 3)


def test_an_edited_wording_with_a_placeholder_that_is_gone_is_replaced(person):
    publish(current(READY), subject="Sửa {code}", body="Sửa", by=person)
    poorer = Kind("ready", {"reason": "vì thế"}, "Đã xong", "Vì {reason}")
    assert current(poorer).subject == "Đã xong"
