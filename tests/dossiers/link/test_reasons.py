"""Every error the client and the nation leave behind has a kind, the same in Python and in the database."""

import pytest

from dossiers.link.reasons import named, reason_of
from dossiers.models import NationalMessage
from tests.dossiers.link.refused import received

ERRORS = {
    "": "untried",
    "-3: Mã hồ sơ 000.17 đã tồn tại": "exists",
    "-3: Hồ sơ 000.17 không tồn tại": "unknown",
    "-4: Hồ sơ 000.17: thiếu MaTTHC": "incomplete",
    "-5: mã thủ tục không tồn tại": "procedure",
    "-6: Mã đơn vị không thuộc tài khoản này": "unit",
    "-2: Tham số data phải là một danh sách": "unreadable",
    "-77: lạ": "refused",
    "ConnectTimeout at mapi/g": "timeout",
    "ReadTimeout at mapi/login": "timeout",
    "ConnectError at mapi/g": "unreachable",
    "RemoteProtocolError at mapi/g": "unreachable",
    "HTTP 503 at mapi/g": "unreachable",
    "HTTP 404 at mapi/g": "trouble",
    "unreadable answer at mapi/g": "broken",
    "answer without error_code at mapi/g": "broken",
    "answer larger than 20 MB": "broken",
    "DongBoHoSoMC answered -99": "trouble",
    "no session: login answered -1": "trouble",
    "the lease ends": "lease",
    "chuyện gì đó": "other",
}


@pytest.mark.parametrize(("error", "kind"), ERRORS.items())
def test_it_is_told_by_what_was_left(error, kind):
    assert reason_of(error).name == kind


@pytest.mark.django_db
def test_the_database_tells_the_same(province):
    first = NationalMessage.objects.filter(subject=received(province)).first()
    for error, kind in ERRORS.items():
        NationalMessage.objects.filter(pk=first.pk).update(last_error=error)
        assert NationalMessage.objects.annotate(why=named()).get(pk=first.pk).why == kind, error
