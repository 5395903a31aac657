"""What the outcome of an exchange means, in words: of a refusal its code, of what was unavailable its kind."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.national.log import Exchange

Words = str | Promise
KINDS: Mapping[str, Words] = {
    "timeout": gettext_lazy("no answer in time"),
    "broken": gettext_lazy("no connection, or broken off"),
    "redirect": gettext_lazy("sent on to another address, which is not followed"),
    "oversize": gettext_lazy("an answer larger than 20 MB"),
    "unreadable": gettext_lazy("an answer that cannot be read"),
    "code_-1": gettext_lazy("the session was over"),
    "code_-99": gettext_lazy("an error of the national portal"),
    "error": gettext_lazy("an error of our own"),
}
OUTWARD: Mapping[str, Words] = {
    "-2": gettext_lazy("the national portal could not read it"),
    "-3": gettext_lazy("the record is already there, or not yet"),
    "-4": gettext_lazy("something that is demanded is missing"),
    "-5": gettext_lazy("procedure unknown there"),
    "-6": gettext_lazy("the account may not speak for this agency"),
}
INWARD: Mapping[str, Words] = {
    "-1": gettext_lazy("refused by us: unknown, or not for this province"),
    "http_413": gettext_lazy("refused by us: too large"),
    "http_404": gettext_lazy("refused by us: nothing under this address"),
    "http_503": gettext_lazy("refused by us for now: no room"),
}


def meaning(direction: str, outcome: str, code: str) -> Words:
    """Of what was no good answer; the code itself where no more is known."""
    if outcome == Exchange.Outcome.OK:
        return Exchange.Outcome.OK.label
    refusals = INWARD if direction == Exchange.Direction.IN else OUTWARD
    known = KINDS if outcome == Exchange.Outcome.UNAVAILABLE else refusals
    return known.get(code) or _("other: %(code)s") % {"code": code.replace("http_", "HTTP ")}
