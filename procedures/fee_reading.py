"""The rule of a fee, read from its row."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from procedures.fee_rules import BadRule, Bands, Fixed, Later, Pages, Quantity, Rule, Share, number, per_unit
from procedures.models import Fee


def read(fee: Fee) -> Rule:
    """The rule of a row. Raises ``BadRule``."""
    return READERS[Fee.Rule(fee.rule)](fee, _Settings(fee))


class _Settings:
    """The ``rule_values`` of a row, asked for by name."""

    def __init__(self, fee: Fee) -> None:
        if not isinstance(fee.rule_values, dict):
            raise BadRule(_("the settings of the rule are not a JSON object"))
        self.values = fee.rule_values

    def whole(self, name: str, default: int | None = None, *, least: int = 0) -> int:
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise BadRule(_("“%(name)s” must be a whole number from %(least)s on") % {"name": name, "least": least})
        return value

    def whole_or_none(self, name: str) -> int | None:
        return None if self.values.get(name) is None else self.whole(name)

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        if not isinstance(value, str):
            raise BadRule(_("“%(name)s” must name a question") % {"name": name})
        return value


def _amount(fee: Fee) -> int:
    if fee.amount is None:
        raise BadRule(_("this rule needs an amount"))
    return fee.amount


def _asked(fee: Fee) -> tuple[str, ...]:
    if not fee.quantity:
        raise BadRule(_("this rule needs the question that gives the value"))
    return (fee.quantity,)


def _pages(fee: Fee, settings: _Settings) -> Pages:
    return Pages(
        _amount(fee),
        settings.whole("then"),
        settings.whole("from_page", least=2),
        settings.whole_or_none("cap"),
        fee.quantity,
        settings.text("copies"),
    )


def _bands(fee: Fee, settings: _Settings) -> Bands:
    """Bounds rise, the last band has none."""
    entries = settings.values.get("bands")
    if not isinstance(entries, list) or not all(isinstance(entry, list) and len(entry) == 2 for entry in entries):
        raise BadRule(_("“bands” must be a list of pairs [up to, amount]"))
    bounds = [None if bound is None else number(bound) for bound, _amount in entries]
    rising = [bound for bound in bounds if bound is not None]
    if not entries or entries[-1][0] is not None or len(rising) != len(entries) - 1 or rising != sorted(set(rising)):
        raise BadRule(_("the bounds of the bands must rise, and the last must be null"))
    if any(isinstance(amount, bool) or not isinstance(amount, int) or amount < 0 for _bound, amount in entries):
        raise BadRule(_("the amounts of the bands must be whole numbers"))
    return Bands(tuple((bound, entry[1]) for bound, entry in zip(bounds, entries, strict=True)), _asked(fee))


def _share(fee: Fee, settings: _Settings) -> Share:
    permille, least, most = (
        number(settings.values.get("permille")),
        settings.whole("least", 0),
        settings.whole_or_none("most"),
    )
    if permille is None or permille > 1000:
        raise BadRule(_("“permille” must be a number from 0 to 1000"))
    if most is not None and most < least:
        raise BadRule(_("“most” is less than “least”"))
    return Share(permille, least, most, _asked(fee))


def _quantity(fee: Fee, settings: _Settings) -> Quantity:
    return Quantity(_amount(fee), fee.per, (fee.quantity,) if fee.quantity else (), settings.whole("beyond", 0))


def _listed(fee: Fee, settings: _Settings) -> Later:
    words = _("The record lists several amounts without saying which applies when.")
    return Later(f"{per_unit(fee.amount, fee.per)}. {words}" if fee.amount else words)


READERS: dict[Fee.Rule, Callable[[Fee, _Settings], Rule]] = {
    Fee.Rule.FIXED: lambda fee, settings: Fixed(fee.amount, fee.per),
    Fee.Rule.QUANTITY: _quantity,
    Fee.Rule.PAGES: _pages,
    Fee.Rule.BANDS: _bands,
    Fee.Rule.SHARE: _share,
    Fee.Rule.NOTICE: lambda fee, settings: Later(_("The agency tells you the amount in a notice that comes later.")),
    Fee.Rule.LISTED: _listed,
}
