"""What leaves the portal: the portal's own address, no identity number, nothing but text."""

from dataclasses import replace

import pytest

from portal.notices import letters
from portal.notices.models import Delivery, Notice
from portal.notices.wording import current
from portal.vietnamese import unmarked
from tests.portal.notices.telling import READY, Box, drain, tell

pytestmark = pytest.mark.django_db
GSM = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿") | set(
    "abcdefghijklmnopqrstuvwxyzäöñüà0123456789"
)


def sent(*people, **values):
    """The e-mail and the text message that leave."""
    mail, sms = Box(), Box()
    tell(*people, **values)
    drain(mail, sms)
    return mail.came[0], sms.came[0]


def test_the_link_is_of_the_portals_own_address(person, settings):
    settings.PORTAL_URL = "https://dichvucong.bacgiang.gov.vn"
    mail, _sms = sent(person)
    assert "Mở trên Cổng Dịch vụ công: https://dichvucong.bacgiang.gov.vn/ho-so/\n" in mail.text
    assert 'href="https://dichvucong.bacgiang.gov.vn/ho-so/"' in mail.html


@pytest.mark.parametrize("number", ["024190000001", "120000001"])
def test_no_identity_number_leaves_the_portal_whole(person, number):
    mail, _sms = sent(person, reason=f"Số {number} không khớp")
    assert number not in mail.text + mail.html
    assert "Số •••001 không khớp" in mail.text


def test_the_dossier_code_leaves_whole(person):
    mail, sms = sent(person, code="000.17.22.H02-201130-0001")
    assert all("000.17.22.H02-201130-0001" in text for text in (mail.text + mail.subject, mail.html, sms.text))


def test_markup_in_a_value_is_text(person):
    person.full_name = "<img src=x onerror=alert(1)>"
    mail, _sms = sent(person, reason="<script>alert(1)</script>{{ 7|add:7 }}")
    assert "<script" not in mail.html and "<img" not in mail.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in mail.html
    assert "<script>alert(1)</script>{{ 7|add:7 }}" in mail.text


def test_who_has_no_account_is_not_told_to_switch_off(person):
    with_account = letters.preview(current(READY), person).mail.text
    notice = Notice(template=current(READY), values=READY.examples, name="Cụ Tư", email="tu@example.vn", link="/")
    without = letters.letter(Delivery(notice=notice)).text
    assert "hãy tắt" in with_account and "hãy tắt" not in without


def test_a_text_message_has_no_link_and_only_gsm_letters(person, settings):
    settings.PORTAL_URL = "https://dichvucong.bacgiang.gov.vn"
    _mail, sms = sent(person)
    assert sms.text == "DVC Bac Giang: Ho so 000.01 da co ket qua. Xem tai dichvucong.bacgiang.gov.vn"
    assert sms.to == "84912345678"


@pytest.mark.parametrize("code", ["x" * 400, "Ủy ban nhân dân " * 30, "“–…•{}[]~^|€\u00a0😀" * 20])
def test_a_text_message_is_never_longer_than_one(person, code):
    _mail, sms = sent(person, code=code)
    assert len(sms.text) <= 160 and set(sms.text) <= GSM
    assert sms.text.endswith(letters.sms("")[-10:])


def test_marks_can_be_kept_at_three_times_the_price(person, settings):
    settings.NOTICES = replace(settings.NOTICES, sms_letters="marked")
    _mail, sms = sent(person)
    assert sms.text.startswith("DVC Bắc Giang: Hồ sơ 000.01 đã có kết quả. Xem tại ")


def test_every_vietnamese_letter_has_a_plain_one():
    assert unmarked("Ằ ẵ ớ ự ỹ Đ đ Ề ợ – “ừ” …") == 'A a o u y D d E o - "u" ...'
