"""The faults of national records in the reader's language. Reports keep them in English, as logs and commands do."""

import re

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

FAULTS = (
    _("not asked: the nation does not answer"),
    _("listed without a code"),
    _("listed twice, %(a)s is taken, not %(b)s"),
    _("answered under another code: %(a)s"),
    _("no answer"),
    _("refused: %(a)s"),
    _("record without a code"),
    _("record without a name"),
    _("could not be stored: %(a)s"),
    _("no longer listed, marked unused"),
    _("code of the field missing or taken: %(a)s"),
    _("no department is in charge of the field: %(a)s"),
    _("number of a law not in the usual form: %(a)s"),
    _("stray letters in the number of a law: %(a)s"),
    _("15 hours read as the same day, next working day after 15:00"),
    _("time limit run together with a fee: %(a)s"),
    _("time limit 1 without a unit read as the same day"),
    _("time limit only in the words: %(a)s"),
    _("time limit is a range, the longer is taken: %(a)s"),
    _("time limit not plausible: %(a)s"),
    _("no time limit"),
    _("time limit is not a number: %(a)s"),
    _("unknown unit of time: %(a)s"),
    _("time limit without a unit: %(a)s"),
    _("fee in a foreign currency: %(a)s"),
    _("amount is not a number: %(a)s"),
    _("fee without an amount"),
    _("amount cut at the dot, mended from its note: %(a)s"),
    _("amount cut at the dot: %(a)s"),
    _("kind of fee unclear: %(a)s"),
    _("fee without a kind"),
    _("no papers listed"),
    _("code of a paper used twice: %(a)s"),
    _("case too long to be one: %(a)s"),
    _("heading given as a case: %(a)s"),
    _("paper without a name"),
    _("papers only to be shown"),
    _("note kept as a paper"),
    _("paper without a code"),
    _("number of copies is not a number: %(a)s"),
    _("number of copies run together with another: %(a)s"),
    _("text not in composed letters (NFC)"),
    _("markup in the text"),
    _("invisible characters in the text"),
    _("published by another body: %(a)s"),
    _("a local code, not a national one"),
    _("the name repeats the code"),
    _("not in force, state %(a)s"),
    _("no field"),
    _("several fields, the first is taken: %(a)s"),
    _("no level of administration"),
    _("handled by a ministry only"),
    _("unknown level: %(a)s"),
    _("level %(a)s is called %(b)s, the name is taken"),
    _("unknown channel: %(a)s"),
    _("channel %(a)s listed twice"),
    _("no channel"),
    _("the same fee listed twice"),
    _("no result"),
)
"""Every fault a refresh reports, with what it names as ``a`` and ``b``."""


def _pattern(fault: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"%\\\((\w)\\\)s", r"(?P<\1>.*)", re.escape(fault)), re.DOTALL)


PATTERNS = [(_pattern(fault), fault) for fault in FAULTS]


def kind_of(fault: str) -> str:
    """The one of ``FAULTS`` that it is, whatever it quotes; empty for none of them."""
    return next((message for pattern, message in PATTERNS if pattern.fullmatch(fault)), "")


def in_words(fault: str) -> SafeString:
    """``fault`` translated; what it quotes from the record stays Vietnamese and is marked so."""
    for pattern, message in PATTERNS:
        if found := pattern.fullmatch(fault):
            text = re.sub(r"%\((\w)\)s", r"{\1}", escape(gettext(message)))
            quoted = (
                (name, format_html('<span lang="vi">{}</span>', said)) for name, said in found.groupdict().items()
            )
            return SafeString(text.format(**dict(quoted)))
    return format_html("{}", fault)


def about(kind: str) -> str:
    """A kind of fault as a heading: translated, without the places for what single faults quote."""
    text = re.sub(r"[:,]?\s*%\(\w\)s", " …", gettext(kind))
    return " ".join(text.split())
