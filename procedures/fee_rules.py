"""How the amount of a fee comes about: the closed list of rules, each pure (A14). ``fee_reading`` reads them from rows.

Everything is whole đồng. Where a share or an area leaves a fraction of a đồng, the fraction is dropped, so that nobody
pays more than the rule says (assumed: the circulars name no rounding). Nothing is ever negative.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from typing import Any

from django.utils.formats import localize
from django.utils.translation import get_language, ngettext, npgettext
from django.utils.translation import gettext as _

from portal.templatetags.words import money

ONE = Decimal(1)
Numbers = Mapping[str, Decimal]


class BadRule(ValueError):
    """Settings that are not those of the rule; the text says what is wrong."""


def number(answer: Any) -> Decimal | None:
    """An answer as a number that is not negative; ``None`` for anything else."""
    if isinstance(answer, bool) or not isinstance(answer, str | int | float | Decimal):
        return None
    try:
        value = Decimal(str(answer).strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and value >= 0 else None


def _said(value: Decimal) -> str:
    """In groups of three where it is long: 100.000.000."""
    if value != value.to_integral_value():
        return str(localize(value.normalize()))
    grouped = f"{int(value):,}"
    return grouped.replace(",", ".") if get_language() == "vi" else grouped


def _whole(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_FLOOR))


@dataclass(frozen=True)
class Fixed:
    """The amount of the row, however much is asked for; unknown where the row states none."""

    amount: int | None
    per: str = ""
    asks: tuple[str, ...] = ()

    def amount_of(self, numbers: Numbers) -> int | None:
        return self.amount

    def explain(self, numbers: Numbers) -> str:
        if self.amount is None:
            return _("The published record states no amount.")
        return per_unit(self.amount, self.per) if self.amount and self.per else ""

    def in_general(self) -> str:
        return self.explain({})


@dataclass(frozen=True)
class Quantity:
    """So much for each; the first ``beyond`` are not counted."""

    amount: int
    per: str
    asks: tuple[str, ...]
    beyond: int = 0

    def amount_of(self, numbers: Numbers) -> int:
        return _whole(self.amount * self._counted(numbers))

    def _counted(self, numbers: Numbers) -> Decimal:
        return max(Decimal(0), (numbers[self.asks[0]] if self.asks else ONE) - self.beyond)

    def explain(self, numbers: Numbers) -> str:
        counted = self._counted(numbers)
        unit = f" {self.per}" if self.per else ""
        return f"{_said(counted)}{unit} × {money(self.amount)} = {money(self.amount_of(numbers))}"

    def in_general(self) -> str:
        words = per_unit(self.amount, self.per)
        return _("%(price)s, from number %(n)s on") % {"price": words, "n": self.beyond + 1} if self.beyond else words


@dataclass(frozen=True)
class Pages:
    """By page, less from a page on, at most so much a copy, times copies (TT 226/2016/TT-BTC)."""

    amount: int
    then: int
    from_page: int
    cap: int | None
    pages: str
    copies: str

    @property
    def asks(self) -> tuple[str, ...]:
        return tuple(name for name in (self.pages, self.copies) if name)

    def _counts(self, numbers: Numbers) -> tuple[int, int, int]:
        """Pages at the first price, pages at the second, copies; a page begun is a page."""
        pages, copies = (
            int((numbers[name] if name else ONE).to_integral_value(ROUND_CEILING)) for name in (self.pages, self.copies)
        )
        first = min(pages, self.from_page - 1)
        return first, pages - first, copies

    def _copy(self, first: int, rest: int) -> int:
        sum_ = first * self.amount + rest * self.then
        return sum_ if self.cap is None else min(sum_, self.cap)

    def amount_of(self, numbers: Numbers) -> int:
        first, rest, copies = self._counts(numbers)
        return self._copy(first, rest) * copies

    def explain(self, numbers: Numbers) -> str:
        first, rest, copies = self._counts(numbers)
        pages = ngettext("%(n)s page", "%(n)s pages", first + rest) % {"n": first + rest}
        times = npgettext("paid for", "%(n)s copy", "%(n)s copies", copies) % {"n": copies}
        parts = [self._part(first, self.amount, is_rest=False), self._part(rest, self.then, is_rest=True)]
        words = ", ".join(filter(None, parts))
        if self._copy(first, rest) == self.cap:
            words = _("at most %(cap)s a copy") % {"cap": money(self.cap)}
        return f"{pages} × {times}: {words} = {money(self.amount_of(numbers))}"

    def _part(self, pages: int, price: int, *, is_rest: bool) -> str:
        if not pages:
            return ""
        if is_rest:
            text = ngettext("%(n)s page after at %(price)s", "%(n)s pages after at %(price)s", pages)
        else:
            text = ngettext("the first %(n)s page at %(price)s", "the first %(n)s pages at %(price)s", pages)
        return text % {"n": pages, "price": money(price)}

    def in_general(self) -> str:
        words = _("%(price)s a page, from page %(n)s on %(then)s") % {
            "price": money(self.amount),
            "n": self.from_page,
            "then": money(self.then),
        }
        return words if self.cap is None else f"{words}, " + _("at most %(cap)s a copy") % {"cap": money(self.cap)}


@dataclass(frozen=True)
class Bands:
    """An amount by the band a value falls into; a band ends with its upper bound."""

    bands: tuple[tuple[Decimal | None, int], ...]
    asks: tuple[str, ...]

    def _band(self, numbers: Numbers) -> tuple[Decimal | None, int]:
        value = numbers[self.asks[0]]
        return next(band for band in self.bands if band[0] is None or value <= band[0])

    def amount_of(self, numbers: Numbers) -> int:
        return self._band(numbers)[1]

    def explain(self, numbers: Numbers) -> str:
        return f"{_said(numbers[self.asks[0]])}: {self._words(self._band(numbers))}"

    def _words(self, band: tuple[Decimal | None, int]) -> str:
        bound, amount = band
        if bound is None:
            return _("above that %(price)s") % {"price": money(amount)}
        return _("up to %(bound)s: %(price)s") % {"bound": _said(bound), "price": money(amount)}

    def in_general(self) -> str:
        return "; ".join(self._words(band) for band in self.bands)


@dataclass(frozen=True)
class Share:
    """So many thousandths of a value, within limits."""

    permille: Decimal
    least: int
    most: int | None
    asks: tuple[str, ...]

    def amount_of(self, numbers: Numbers) -> int:
        amount = max(_whole(numbers[self.asks[0]] * self.permille / 1000), self.least)
        return amount if self.most is None else min(amount, self.most)

    def explain(self, numbers: Numbers) -> str:
        value = money(_whole(numbers[self.asks[0]]))
        share = _("%(percent)s %% of %(value)s") % {"percent": _said(self.permille / 10), "value": value}
        return f"{share}{self._limits()} = {money(self.amount_of(numbers))}"

    def in_general(self) -> str:
        return _("%(percent)s %% of the value") % {"percent": _said(self.permille / 10)} + self._limits()

    def _limits(self) -> str:
        least = ", " + _("at least %(price)s") % {"price": money(self.least)} if self.least else ""
        return least if self.most is None else f"{least}, " + _("at most %(price)s") % {"price": money(self.most)}


@dataclass(frozen=True)
class Later:
    """Known only when a notice comes, or not readable from the record: never nought, never a guess."""

    explanation: str
    asks: tuple[str, ...] = ()

    def amount_of(self, numbers: Numbers) -> None:
        return None

    def explain(self, numbers: Numbers) -> str:
        return self.explanation

    def in_general(self) -> str:
        return self.explanation


Rule = Fixed | Quantity | Pages | Bands | Share | Later


def per_unit(amount: int, per: str) -> str:
    return f"{money(amount)} / {per}" if per else money(amount)
