"""The faults of national records in the reader's language. Reports keep them in English, as logs and commands do."""

import re

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as said

FAULTS = (
    said("not asked: the nation does not answer"),
    said("listed without a code"),
    said("listed twice, %(a)s is taken, not %(b)s"),
    said("answered under another code: %(a)s"),
    said("no answer"),
    said("refused: %(a)s"),
    said("record without a code"),
    said("record without a name"),
    said("could not be stored: %(a)s"),
    said("no longer listed, marked unused"),
    said("code of the field missing or taken: %(a)s"),
    said("no department is in charge of the field: %(a)s"),
    said("number of a law not in the usual form: %(a)s"),
    said("stray letters in the number of a law: %(a)s"),
    said("15 hours read as the same day, next working day after 15:00"),
    said("time limit run together with a fee: %(a)s"),
    said("time limit 1 without a unit read as the same day"),
    said("time limit only in the words: %(a)s"),
    said("time limit is a range, the longer is taken: %(a)s"),
    said("time limit not plausible: %(a)s"),
    said("no time limit"),
    said("time limit is not a number: %(a)s"),
    said("unknown unit of time: %(a)s"),
    said("time limit without a unit: %(a)s"),
    said("fee in a foreign currency: %(a)s"),
    said("amount is not a number: %(a)s"),
    said("fee without an amount"),
    said("amount cut at the dot, mended from its note: %(a)s"),
    said("amount cut at the dot: %(a)s"),
    said("kind of fee unclear: %(a)s"),
    said("fee without a kind"),
    said("no papers listed"),
    said("code of a paper used twice: %(a)s"),
    said("case too long to be one: %(a)s"),
    said("heading given as a case: %(a)s"),
    said("paper without a name"),
    said("papers only to be shown"),
    said("note kept as a paper"),
    said("paper without a code"),
    said("number of copies is not a number: %(a)s"),
    said("number of copies run together with another: %(a)s"),
    said("text not in composed letters (NFC)"),
    said("markup in the text"),
    said("invisible characters in the text"),
    said("published by another body: %(a)s"),
    said("a local code, not a national one"),
    said("the name repeats the code"),
    said("not in force, state %(a)s"),
    said("no field"),
    said("several fields, the first is taken: %(a)s"),
    said("no level of administration"),
    said("handled by a ministry only"),
    said("unknown level: %(a)s"),
    said("level %(a)s is called %(b)s, the name is taken"),
    said("unknown channel: %(a)s"),
    said("channel %(a)s listed twice"),
    said("no channel"),
    said("the same fee listed twice"),
    said("no result"),
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
