"""Guessing passwords is slowed down, in the reader's language."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_too_many_attempts_are_told_to_wait():
    window = Client()
    answers = [window.post("/dang-nhap/", {"login": f"u{number}", "password": "x"}) for number in range(40)]
    assert answers[-1].status_code == 429
    assert "Hãy thử lại" in answers[-1].content.decode()


def test_one_account_is_closed_to_guessing_for_a_while():
    window = Client()
    for _ in range(12):
        answer = window.post("/dang-nhap/", {"login": "u", "password": "x"})
    assert "nhập sai quá nhiều lần" in answer.content.decode()
