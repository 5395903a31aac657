"""What may stand between braces in a wording: plain names from a closed list, filled in once and never evaluated.

No expression, no attribute, no index and no nesting exist here; what a value contains is text (cases FI-07).
"""

import re
from collections.abc import Mapping, Set

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PLACEHOLDER = re.compile(r"\{([a-z]+(?:_[a-z]+)*)\}")
PLAIN = r"\{(?![a-z]+(_[a-z]+)*\})|(^|[^a-z])\}"
"""For the database: a brace that begins or ends anything but a plain name."""

BRACED = re.compile(r"\{[^{}]*\}|[{}]")


def filled(wording: str, values: Mapping[str, str]) -> str:
    """``wording`` with each placeholder replaced once: braces within a value stay what they are."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], wording)


def check(texts: Mapping[str, str], allowed: Set[str]) -> None:
    """Raises ``ValidationError`` beside each field of ``texts`` that has braces around anything but ``allowed``."""
    faults = {field: _refusal(text, allowed) for field, text in texts.items()}
    if found := {field: refusal for field, refusal in faults.items() if refusal}:
        raise ValidationError(found)


def _refusal(text: str, allowed: Set[str]) -> str:
    foreign = [part for part in BRACED.findall(text) if part[1:-1] not in allowed]
    if not foreign:
        return ""
    said = {"found": ", ".join(dict.fromkeys(foreign)), "allowed": ", ".join(f"{{{name}}}" for name in sorted(allowed))}
    return _("%(found)s cannot stand here. Between braces only these may stand: %(allowed)s.") % said
