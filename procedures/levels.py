"""What each level of online service demands (NĐ 43/2011 Đ.3; TT 32/2017 Đ.5): a gate of publishing."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from procedures.models import Edition

FORMS, FILED, PAID = 2, 3, 4


def demands(edition: Edition) -> Iterator[tuple[str, str]]:
    """Why the edition may not be published at its online level, each with the part of it where that is mended.

    Each level demands what the lower ones do.
    """
    level = edition.online_level
    if not 1 <= level <= PAID:
        yield "content", _("The online level is a number from 1 to 4.")
        return
    if level >= FORMS and not _has_forms(edition):
        yield "papers", _("Level 2 demands forms: name the form of a paper, or make an online form.")
    if level >= FILED and not edition.form:
        yield "form", _("Level 3 demands an online form.")
    if level >= FILED and not edition.receivers().exists():
        yield "agencies", _("Level 3 demands an agency of the province that decides.")
    if level >= PAID and not edition.pays_online and _costs(edition):
        yield "content", _("Level 4 demands online payment, for this procedure has a fee.")


def faults(edition: Edition) -> Iterator[str]:
    return (text for _part, text in demands(edition))


def _has_forms(edition: Edition) -> bool:
    named = edition.components.exclude(form_name="") | edition.components.filter(form_file__isnull=False)
    return bool(edition.form) or named.exists()


def _costs(edition: Edition) -> bool:
    return edition.fees.exclude(amount=0).exists()
