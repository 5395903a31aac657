"""Why something has not got through, in words an official understands, told from what the last attempt left behind."""

import re
from dataclasses import dataclass

from django.db.models import Case, CharField, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Reason:
    """``pattern`` is found at the beginning of ``last_error``; the database and Python read it alike."""

    name: str
    pattern: str
    label: Words
    advice: Words


WAIT = _("Nothing needs to be done: it is tried again by itself.")
REASONS = (
    Reason("exists", r"-3: .*đã tồn tại", _("the national portal already holds this dossier"),
           _("Try again: the record is then sent as a change.")),
    Reason("unknown", r"-3: ", _("the national portal does not know this dossier"),
           _("Try again: the record is then sent anew.")),
    Reason("incomplete", r"-4: ", _("the record lacks something the national portal demands"),
           _("Read what is missing, have it put right, then try again.")),
    Reason("procedure", r"-5: ", _("the national portal does not know this procedure"),
           _("Compare the catalogue with the national database, then try again.")),
    Reason("unit", r"-6: ", _("the account may not speak for this agency"),
           _("Ask the national portal to admit the agency's code, then try again.")),
    Reason("unreadable", r"-2: ", _("the national portal could not read the record"),
           _("Tell the system administrator; then try again.")),
    Reason("refused", r"-?\d+: ", _("the national portal refused it"),
           _("Read what it says, have it put right, then try again.")),
    Reason("timeout", r"\w*Timeout", _("no answer in time"), WAIT),
    Reason("unreachable", r"(\w*Error|HTTP 5\d\d|Network\w*)", _("the national portal cannot be reached"), WAIT),
    Reason("broken", r"(unreadable answer|answer )", _("an answer that cannot be read"), WAIT),
    Reason("trouble", r"(\w+ answered|no session|HTTP )", _("the national portal has trouble of its own"), WAIT),
    Reason("lease", r"the lease ends", _("its turn has not come yet"), WAIT),
)  # fmt: skip
"""In the order in which they are tried: the first that fits says what it is."""

OTHER = Reason("other", r"", _("something else went wrong"), WAIT)
UNTRIED = Reason("untried", r"$", _("not tried yet"), WAIT)
BY_NAME = {reason.name: reason for reason in (*REASONS, OTHER, UNTRIED)}
PATTERNS = [(re.compile(reason.pattern), reason) for reason in REASONS]


def reason_of(last_error: str) -> Reason:
    if not last_error:
        return UNTRIED
    return next((reason for pattern, reason in PATTERNS if pattern.match(last_error)), OTHER)


def named() -> Case:
    """The same for a query over messages: the name of the reason."""
    untried = When(last_error="", then=Value(UNTRIED.name))
    found = [When(Q(last_error__regex=f"^{reason.pattern}"), then=Value(reason.name)) for reason in REASONS]
    return Case(untried, *found, default=Value(OTHER.name), output_field=CharField())
