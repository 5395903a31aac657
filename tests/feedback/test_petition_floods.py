"""Floods and spam do not fill the officials' list (FI-20)."""

import pytest

from feedback.models import Petition
from feedback.petitions.filing import send
from feedback.spam import Sender, SentBefore, TooManyLinks, TooOften
from tests.feedback.conftest import WORDS, written
from tests.feedback.test_petition_pages import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
STREET = Sender(None, "203.0.113.7")


def test_fifty_in_a_minute_become_ten(settings):
    refused = 0
    for number in range(50):
        try:
            send(written(content=f"{WORDS} Lần {number}"), STREET)
        except TooOften:
            refused += 1
    assert (Petition.objects.count(), refused) == (settings.PETITIONS_PER_HOUR, 50 - settings.PETITIONS_PER_HOUR)


def test_others_are_not_held_off(settings):
    settings.PETITIONS_PER_HOUR = 1
    send(written(content="Một việc"), STREET)
    send(written(content="Việc khác"), Sender(None, "203.0.113.8"))
    assert Petition.objects.count() == 2


def test_the_same_words_are_one_petition():
    send(written(), STREET)
    with pytest.raises(SentBefore):
        send(written(content=f"  {WORDS.upper()}!"), Sender(None, "203.0.113.9"))


def test_a_thousand_links_are_none():
    with pytest.raises(TooManyLinks):
        send(written(content="http://x.vn " * 1_000), STREET)
    assert not Petition.objects.exists()


def test_five_megabytes_are_refused_with_a_word_and_kept_nowhere(client):
    answer = sent(client, content="rất dài " * 700_000)
    assert (answer.status_code, Petition.objects.count()) == (413, 0)
    assert "Gửi quá nhiều" in answer.content.decode() or "quá lớn" in answer.content.decode()


def test_the_page_says_why_and_keeps_what_was_typed(client, settings):
    settings.PETITIONS_PER_HOUR = 0
    answer = sent(client)
    assert answer.status_code == 429
    assert "Đã có nhiều nội dung gửi từ đây" in answer.content.decode()
    assert WORDS in answer.content.decode()
