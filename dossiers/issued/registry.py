"""Which papers there are: addressed by key, chosen by the day on which they are issued.

A new rule is a new row: the forms of TT 03/2025/TT-VPCP become rows valid from 01/07/2025 beside an end of validity of
those of 2018. Rows are never taken out: what was issued under one is printed again under it.
"""

from dataclasses import dataclass, replace
from datetime import date

OF_2018 = "Thông tư 01/2018/TT-VPCP"
A5, A4, A4_LANDSCAPE = "a5", "a4", "a4-landscape"
IN_FORCE = date(2018, 6, 21)
"""Since Decree 61/2018 is in force one-stop papers are printed by the portal (assumed for those without a form)."""


@dataclass(frozen=True)
class Form:
    """A paper under one rule. ``title`` and ``basis`` are Vietnamese, as they are printed."""

    key: str
    version: int
    title: str
    basis: str
    size: str
    template: str
    since: date = IN_FORCE
    until: date | None = None
    is_for_applicant: bool = False
    replaces_last: bool = False
    """It grows with the dossier: a new one takes the place of the last."""

    by_hand: bool = False
    """An official may issue it whenever they want it, from history."""

    is_ended_elsewhere: bool = False
    """It follows from a row of another room, which alone replaces or revokes it."""

    def is_valid_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def _form(key: str, number: int, title: str, size: str = A5) -> Form:
    """One of the six of 2018."""
    return Form(key, 1, title, f"Mẫu số {number:02d}, {OF_2018}", size, f"documents/issued/{key}_1.html")


def _practice(key: str, title: str, size: str = A4) -> Form:
    """In daily use, without a form of the law."""
    return Form(key, 1, title, "Biểu mẫu nội bộ (minh hoạ)", size, f"documents/issued/{key}_1.html")


def _given(form: Form) -> Form:
    return replace(form, is_for_applicant=True)


def _growing(form: Form) -> Form:
    return replace(form, replaces_last=True, by_hand=True)


FORMS: tuple[Form, ...] = (
    _given(_form("receipt", 1, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả")),
    _given(_form("supplement_request", 2, "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")),
    _given(_form("refusal", 3, "Phiếu từ chối tiếp nhận giải quyết hồ sơ")),
    _given(_form("apology", 4, "Phiếu xin lỗi và hẹn lại ngày trả kết quả")),
    _growing(_form("control_slip", 5, "Phiếu kiểm soát quá trình giải quyết hồ sơ")),
    _form("follow_up_book", 6, "Sổ theo dõi hồ sơ", A4_LANDSCAPE),
    _practice("handover_slip", "Phiếu bàn giao hồ sơ"),
    _given(_practice("result_receipt", "Giấy biên nhận trả kết quả", A5)),
    _growing(_practice("process_trail", "Quá trình xử lý hồ sơ")),
    _practice("opinion_request", "Phiếu lấy ý kiến phối hợp"),
    _practice("opinion_answer", "Phiếu trả lời ý kiến phối hợp"),
    _practice("verification_minutes", "Biên bản xác minh"),
    replace(_practice("approval_sheet", "Phiếu trình giải quyết hồ sơ"), replaces_last=True),
    _practice("reminder", "Phiếu đôn đốc giải quyết hồ sơ"),
    Form(
        "fee_receipt",
        1,
        "Biên lai thu phí, lệ phí",
        "Thông tư 303/2016/TT-BTC",
        A5,
        "documents/issued/fee_receipt_1.html",
        is_for_applicant=True,
        is_ended_elsewhere=True,
    ),
)


class NoSuchForm(LookupError):
    """No rule knows this paper, on this day or in this version."""


def form_on(key: str, day: date, forms: tuple[Form, ...] = FORMS) -> Form:
    """The one in force on ``day``. Raises ``NoSuchForm``."""
    found = [form for form in forms if form.key == key and form.is_valid_on(day)]
    if not found:
        raise NoSuchForm(f"{key} on {day}")
    return max(found, key=lambda form: (form.since, form.version))


def form_of(key: str, version: int, forms: tuple[Form, ...] = FORMS) -> Form:
    """The one a paper was issued under. Raises ``NoSuchForm``."""
    for form in forms:
        if (form.key, form.version) == (key, version):
            return form
    raise NoSuchForm(f"{key} in version {version}")
