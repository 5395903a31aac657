"""What goes into a table file, harmless for whoever opens it: text stays text and never becomes a formula (D28)."""

import re
from copy import copy
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""A text that only looks like Excel's way to write letters XML cannot hold, _x000D_, is told apart by _x005F_, "_"."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


class Looks:
    """Cells of a page in the few styles there are, each worked out once."""

    def __init__(self, page: Any) -> None:
        self.page = page
        top = Alignment(vertical="top", wrap_text=True)
        self.text = self._look(number_format="@", alignment=top)
        self.title = self._look(
            font=Font(bold=True, color="FFFFFF"), fill=PatternFill("solid", fgColor="9E1B1E"), alignment=top
        )
        self.key = self._look(font=Font(size=8, color="857A71"))
        self.date = self._look(number_format="dd/mm/yyyy", alignment=top)
        self.clock = self._look(number_format="dd/mm/yyyy hh:mm", alignment=top)

    def _look(self, **styles: Any) -> Any:
        pattern = self._made("")
        for name, style in styles.items():
            setattr(pattern, name, style)
        return pattern._style

    def _made(self, value: Any) -> Any:
        return WriteOnlyCell(self.page, value=value)

    def cell(self, text: str, look: Any = None) -> Any:
        """A cell that is text whatever it begins with."""
        made = self._made("")
        made.value = LIKE_ESCAPED.sub("_x005F_", FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
        made.data_type = "s"
        made._style = copy(look or self.text)
        return made

    def day(self, value: date) -> Any:
        made = self._made(value)
        made._style = copy(self.date)
        return made

    def moment(self, value: datetime) -> Any:
        """By the clock on the wall: a sheet knows no zones."""
        made = self._made(timezone.localtime(value).replace(tzinfo=None))
        made._style = copy(self.clock)
        return made
