"""The sinks of the demonstration: a file for each message, whole, once, readable for its owner alone."""

import email
import stat
from dataclasses import replace
from email import policy

import pytest

from portal.notices.models import Delivery
from portal.notices.sinks import MailFile, SmsFile, chosen
from tests.portal.notices.telling import by_mail, drain, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_a_letter_is_a_file_that_a_mail_program_opens(person, folder):
    tell(person)
    drain(MailFile(), SmsFile())
    (path,) = (folder / "mail").iterdir()
    assert path.name == by_mail().reference == f"{by_mail().key}.eml"
    letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (letter["To"], letter["Subject"].strip()) == ("ha@example.vn", "Hồ sơ 000.01 đã có kết quả")


def test_a_text_message_is_a_file(person, folder):
    tell(person)
    drain(MailFile(), SmsFile())
    (path,) = (folder / "sms").iterdir()
    assert path.read_text().startswith("84912345678\nDVC Bac Giang: Ho so 000.01 da co ket qua.")


def test_they_are_readable_for_their_owner_alone(person, folder):
    tell(person)
    drain(MailFile(), SmsFile())
    (path,) = (folder / "mail").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_repetition_leaves_one_file(person, folder):
    tell(person)
    drain(MailFile(), SmsFile())
    Delivery.objects.update(sent_at=None, next_attempt_at="2020-01-01T00:00:00Z")
    drain(MailFile(), SmsFile())
    assert len(list((folder / "mail").iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_unavailable(person, folder):
    (folder / "mail").write_text("in the way")
    tell(person)
    drain(MailFile(), SmsFile())
    assert (by_mail().attempts, by_mail().last_error) == (1, "FileExistsError")


def test_the_environment_chooses_the_sinks(settings):
    settings.NOTICES = replace(settings.NOTICES, mail="smtp", sms="off")
    assert {way: sink.__name__ for way, sink in chosen().items()} == {"email": "Smtp"}
