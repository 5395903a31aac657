"""Every way an exchange can end badly has words; what nobody has thought of shows its code."""

import pytest
from django.utils.translation import override

from portal.national import kinds


@pytest.mark.parametrize(
    ("direction", "outcome", "code", "said"),
    [
        ("out", "unavailable", "timeout", "hết thời gian chờ trả lời"),
        ("out", "unavailable", "code_-99", "lỗi phía Cổng quốc gia"),
        ("out", "refused", "-5", "Cổng quốc gia không có thủ tục này"),
        ("in", "refused", "-1", "tỉnh từ chối: không có, hoặc không thuộc tỉnh"),
        ("in", "unavailable", "error", "lỗi phía tỉnh"),
        ("out", "unavailable", "http_502", "lỗi khác: HTTP 502"),
        ("out", "refused", "-77", "lỗi khác: -77"),
    ],
)
def test_a_code_is_said_in_words(direction, outcome, code, said):
    with override("vi"):
        assert str(kinds.meaning(direction, outcome, code)) == said
