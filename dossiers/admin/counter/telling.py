"""Nothing is received: what of an intake goes onto form 02 or form 03."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dossiers.admin.counter.intake_form import Intake
from dossiers.answers import copy_out


def person(asked: Intake) -> Mapping[str, str]:
    """Whom the slip names: the owner, as far as they were typed."""
    dossier = asked.unsaved()
    copy_out(dossier)
    own = dossier.owner
    number = own.get("tax_code") or own.get("id_number") or asked.place.number
    return {
        "name": own.get("name", ""), "number": number, "address": own.get("address", ""),
        "phone": own.get("phone", ""), "email": own.get("email", ""),
    }  # fmt: skip


def to_complete(asked: Intake) -> list[str]:
    """What form 02 lists: the required papers that are not there, and what the clerk adds."""
    papers = [form.component.name for form in asked.absent()]
    return papers + (asked.outcome.listed() if asked.outcome.is_valid() else [])


def has_lines(asked: Intake) -> bool:
    """For form 02: a name, and something to complete."""
    return _names_somebody(asked) and _says(asked, "lines", bool(to_complete(asked)), _("Write what is missing"))


def has_reason(asked: Intake) -> bool:
    """For form 03: a name, and why."""
    said = asked.outcome.is_valid() and bool(asked.outcome.cleaned_data["note"])
    return _names_somebody(asked) and _says(asked, "note", said, _("Write the reason"))


def _names_somebody(asked: Intake) -> bool:
    """Whatever else is wrong with the page is nobody's business here."""
    asked.answers.forgive_blanks()
    for form in (asked.brought_by, asked.post, asked.book):
        if form is not None:
            form.errors.clear()
    if person(asked)["name"]:
        return True
    asked.answers.add_error("owner_name", _("Write for whom the slip is"))
    return False


def _says(asked: Intake, field: str, said: bool, complaint: str) -> bool:
    if not said:
        asked.outcome.add_error(field, complaint)
    return said
