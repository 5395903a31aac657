"""Real mail over a real socket: one recipient, no header of anybody else's, and every refusal understood."""

import uuid
from datetime import timedelta

import pytest

from portal.notices.owing import Recipient
from portal.notices.sinks import Letter, Rejected, Smtp, Unavailable
from tests.factories import UserFactory
from tests.portal.notices.smtp import mail_server
from tests.portal.notices.telling import by_mail, drain, tell

pytestmark = pytest.mark.django_db
HOSTILE = "Trần Hà\r\nBcc: evil@example.com\r\n\r\nBạn trúng thưởng"
LETTER = Letter(uuid.UUID(int=7), "ha@example.vn", "Đã có kết quả", "Nội dung\n", "<p>Nội dung</p>")


@pytest.fixture
def server():
    with mail_server() as running:
        yield running


def refused_by(**habits) -> Exception:
    with mail_server(**habits) as server, pytest.raises((Unavailable, Rejected)) as trouble:
        Smtp(server.client()).send(LETTER)
    return trouble.value


def test_vietnamese_arrives_as_it_was_written(person, server):
    tell(person, reason="giấy chứng sinh bị mờ")
    drain(Smtp(server.client()))
    (letter,) = server.letters()
    assert letter["Subject"].strip() == "Hồ sơ 000.01 đã có kết quả"
    assert "Lý do: giấy chứng sinh bị mờ" in letter.get_body(("plain",)).get_content()
    assert "<p>Kính gửi Trần Thị Hà,</p>" in letter.get_body(("html",)).get_content()


def test_it_names_its_origin_and_that_no_person_wrote_it(person, server):
    tell(person)
    drain(Smtp(server.client()))
    (letter,) = server.letters()
    assert letter["From"] == "Cổng Dịch vụ công tỉnh Bắc Giang <thong-bao@bacgiang.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == f"<{by_mail().key}@bacgiang.example>" == by_mail().reference


@pytest.mark.parametrize("where", ["name", "code", "reason"])
def test_line_breaks_make_no_header_and_no_recipient(server, where):
    values = {} if where == "name" else {where: HOSTILE}
    person = UserFactory(full_name=HOSTILE if where == "name" else "Hà", email="ha@example.vn")
    tell(person, **values)
    drain(Smtp(server.client()))
    (one,) = server.taken
    assert one.recipients == ["ha@example.vn"] and one.message["To"] == "ha@example.vn"
    assert one.message["Bcc"] is None and one.message["Cc"] is None
    assert "\n" not in one.message["Subject"]


def test_people_told_of_one_event_do_not_see_each_other(person, neighbour, server):
    tell(person, neighbour, Recipient(None, "Cụ Tư", email="tu@example.vn"))
    drain(Smtp(server.client()))
    assert sorted(one.recipients for one in server.taken) == [["ha@example.vn"], ["khac@example.vn"], ["tu@example.vn"]]
    assert all([one.message["To"]] == one.recipients for one in server.taken)


def test_many_letters_take_one_connection(server):
    for number in range(5):
        tell(UserFactory(email=f"n{number}@example.vn"), once=f"a:{number}")
    drain(Smtp(server.client()))
    assert (len(server.taken), server.connections) == (5, 1)


@pytest.mark.parametrize(
    ("habits", "trouble", "kind"),
    [
        ({"answers": {"RCPT": "550 no such user ha@example.vn"}}, Rejected, "SMTPRecipientsRefused 550"),
        ({"answers": {"RCPT": "450 busy"}}, Unavailable, "SMTPRecipientsRefused 450"),
        ({"answers": {"DATA": "554 looks like spam"}}, Rejected, "SMTPDataError 554"),
        ({"answers": {"DATA": "451 disk full"}}, Unavailable, "SMTPDataError 451"),
        ({"answers": {"MAIL": "550 not from you"}}, Unavailable, "SMTPSenderRefused 550"),
        ({"answers": {"CONNECT": "554 go away"}}, Unavailable, "SMTPConnectError 554"),
        ({"delay": 3}, Unavailable, "SMTPServerDisconnected"),
    ],
)
def test_the_server_is_understood(habits, trouble, kind):
    found = refused_by(**habits)
    assert (type(found), str(found)) == (trouble, kind)  # the kind of trouble, never the address


def test_no_server_at_all_is_unavailable(server):
    client = server.client()
    client.port = 9
    with pytest.raises(Unavailable, match="ConnectionRefusedError"):
        Smtp(client).send(LETTER)


def test_a_connection_the_server_dropped_is_made_anew(person, server, clock):
    sink = Smtp(server.client())
    tell(person, once="a:1")
    drain(sink)
    sink.send(LETTER)
    sink._server.connection.sock.close()
    tell(person, once="a:2")
    drain(sink)
    clock.shift(timedelta(seconds=10))
    drain(sink)
    assert len(server.taken) == 3
