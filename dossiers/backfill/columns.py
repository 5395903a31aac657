"""The columns of a file with old dossiers, and what must hold of a row. A fault names the column and says why, never
what stood there: reports are kept longer than files."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

MISSING = gettext_noop("is missing")
NOT_A_TIME = gettext_noop("is no date: write 2020-06-01, 01/06/2020 or 20200601, with a time behind it if known")
NOT_A_CODE = gettext_noop("has letters a code cannot have, or more than 60 of them")
NOT_CHOSEN = gettext_noop("is none of the values that may stand there")
TOO_LONG = gettext_noop("is too long")
NOT_ENDED = gettext_noop("says that the dossier is not at its end: only ended ones (3, 7, 10) are taken over")
OUT_OF_ORDER = gettext_noop("lies before the step that comes before it")
IN_FUTURE = gettext_noop("lies in the future")

TIMES = ("%Y%m%d%H%M%S", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%d/%m/%Y %H:%M:%S",
         "%d/%m/%Y %H:%M", "%d/%m/%Y")  # fmt: skip
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z./-]{0,59}")
REFUSED, WITHDRAWN, HANDED_OVER = "3", "7", "10"


class Faulty(Exception):
    """``said`` is a message id."""

    def __init__(self, column: str, said: str) -> None:
        super().__init__(said)
        self.column, self.said = column, said


@dataclass(frozen=True)
class Column:
    name: str
    means: str | Promise
    is_required: bool = False
    choices: tuple[str, ...] = ()
    longest: int = 300

    @property
    def is_time(self) -> bool:
        return self.name.startswith("ngay_")


COLUMNS = (
    Column("ma_ho_so", _("code of the dossier, as it stands on its receipt"), is_required=True, longest=60),
    Column("ma_thu_tuc", _("national code of the procedure"), is_required=True, longest=40),
    Column("ma_co_quan", _("code of the deciding agency, in the form of 2016 or of 2020"), True, longest=35),
    Column("ma_mot_cua", _("code of the one-stop unit; empty: that of the deciding agency"), longest=35),
    Column("kenh", _("1 at the counter, 2 online, 3 by post"), is_required=True, choices=("1", "2", "3")),
    Column("loai_doi_tuong", _("1 citizen, 2 business, 3 state body, 4 other organisation"),
           choices=("", "1", "2", "3", "4")),
    Column("ten_chu_ho_so", _("name of the owner"), is_required=True, longest=200),
    Column("so_dinh_danh", _("identity number of the owner"), longest=12),
    Column("ma_so_thue", _("tax code of the owner"), longest=14),
    Column("dia_chi", _("address"), longest=300),
    Column("dien_thoai", _("telephone number"), longest=20),
    Column("email", _("e-mail address"), longest=254),
    Column("trich_yeu", _("summary of the wish"), longest=1000),
    Column("trang_thai", _("status: 3 not received, 7 withdrawn, 10 result handed over"), is_required=True),
    Column("ngay_nop", _("handed in online at")),
    Column("ngay_tiep_nhan", _("received at")),
    Column("ngay_hen_tra", _("due at")),
    Column("ngay_ket_thuc", _("decided, refused or withdrawn at"), is_required=True),
    Column("ngay_tra", _("result handed over at")),
    Column("so_ket_qua", _("number of the result"), longest=60),
    Column("hinh_thuc_tra", _("0 at the counter, 1 by public post"), choices=("", "0", "1")),
    Column("nguoi_xu_ly", _("official who decided"), longest=200),
)  # fmt: skip
NAMES = frozenset(column.name for column in COLUMNS)


@dataclass(frozen=True)
class OldRow:
    """A row that says all a dossier needs, in order of time."""

    code: str
    procedure: str
    agency: str
    unit: str
    channel: str
    status: int
    owner: dict[str, str]
    summary: str
    submitted_at: datetime | None
    received_at: datetime | None
    due_at: datetime | None
    ended_at: datetime
    handed_over_at: datetime | None
    result_number: str
    by_post: str
    official: str

    @property
    def began_at(self) -> datetime:
        return self.received_at or self.submitted_at or self.ended_at


KINDS = {"": "citizen", "1": "citizen", "2": "business", "3": "state", "4": "organisation"}
OWNER = {"name": "ten_chu_ho_so", "id_number": "so_dinh_danh", "tax_code": "ma_so_thue", "address": "dia_chi",
         "phone": "dien_thoai", "email": "email"}  # fmt: skip


def read_row(cells: Mapping[str, str], now: datetime) -> OldRow:
    """Raises ``Faulty`` at the first column that cannot stand."""
    said = {column.name: _checked(column, cells.get(column.name, "").strip()) for column in COLUMNS}
    if not CODE.fullmatch(said["ma_ho_so"]):
        raise Faulty("ma_ho_so", NOT_A_CODE)
    if said["trang_thai"] not in (REFUSED, WITHDRAWN, HANDED_OVER):
        raise Faulty("trang_thai", NOT_ENDED)
    at = _times(said, now)
    ended = at["ngay_ket_thuc"]
    if ended is None:
        raise Faulty("ngay_ket_thuc", MISSING)
    return OldRow(
        code=said["ma_ho_so"], procedure=said["ma_thu_tuc"], agency=said["ma_co_quan"], unit=said["ma_mot_cua"],
        channel=said["kenh"], status=int(said["trang_thai"]), summary=said["trich_yeu"],
        owner={"kind": KINDS[said["loai_doi_tuong"]]} | {name: said[column] for name, column in OWNER.items()},
        submitted_at=at["ngay_nop"], received_at=at["ngay_tiep_nhan"], due_at=at["ngay_hen_tra"],
        ended_at=ended, handed_over_at=at["ngay_tra"], result_number=said["so_ket_qua"],
        by_post=said["hinh_thuc_tra"], official=said["nguoi_xu_ly"],
    )  # fmt: skip


def _checked(column: Column, text: str) -> str:
    if column.is_required and not text:
        raise Faulty(column.name, MISSING)
    if column.choices and text not in column.choices:
        raise Faulty(column.name, NOT_CHOSEN)
    if len(text) > column.longest:
        raise Faulty(column.name, TOO_LONG)
    return text


STEPS = ("ngay_nop", "ngay_tiep_nhan", "ngay_ket_thuc", "ngay_tra")
NEEDED: dict[str, Callable[[dict[str, str]], tuple[str, ...]]] = {
    REFUSED: lambda said: ("ngay_nop",),
    WITHDRAWN: lambda said: ("ngay_nop",) if said["kenh"] == "2" else ("ngay_tiep_nhan",),
    HANDED_OVER: lambda said: ("ngay_tiep_nhan", "ngay_tra", *(("ngay_nop",) if said["kenh"] == "2" else ())),
}
"""What must be known of when, by how the dossier ended."""


def _times(said: dict[str, str], now: datetime) -> dict[str, datetime | None]:
    for column in NEEDED[said["trang_thai"]](said):
        if not said[column]:
            raise Faulty(column, MISSING)
    at = {column: _time(column, said[column]) for column in (*STEPS, "ngay_hen_tra")}
    before: datetime | None = None
    for column in STEPS:
        moment = at[column]
        if moment and moment > now:
            raise Faulty(column, IN_FUTURE)
        if moment and before and moment < before:
            raise Faulty(column, OUT_OF_ORDER)
        before = moment or before
    return at


def _time(column: str, text: str) -> datetime | None:
    """Vietnamese time; a bare day begins at midnight."""
    if not text:
        return None
    for form in TIMES:
        try:
            return timezone.make_aware(datetime.strptime(text, form))
        except ValueError:
            continue
    raise Faulty(column, NOT_A_TIME)
