"""What may stand between braces in a template of a result: a closed list for each procedure, filled in as text."""

from collections.abc import Callable, Mapping

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.issued.facts.common import legal_day
from dossiers.models import Dossier
from portal.notices.placeholders import PLACEHOLDER
from procedures import questions
from procedures.models import Procedure
from procedures.questions import display

ANSWER = "answer_"
Tag = tuple[str | Promise, Callable[[Dossier], str]]
SHARED: Mapping[str, Tag] = {
    "owner_name": (_("name of the owner"), lambda dossier: dossier.owner.get("name", "")),
    "owner_number": (_("identity number or tax code of the owner"), lambda dossier: _number(dossier.owner)),
    "owner_address": (_("address of the owner"), lambda dossier: dossier.owner.get("address", "")),
    "code": (_("dossier code"), lambda dossier: dossier.public_code),
    "procedure": (_("name of the procedure"), lambda dossier: dossier.procedure_name),
    "agency": (_("deciding agency"), lambda dossier: dossier.agency.name),
    "summary": (_("summary of the wish"), lambda dossier: dossier.summary),
    "received": (_("day of reception"), lambda dossier: _day(dossier)),
}


def allowed(procedure: Procedure | None) -> dict[str, str]:
    """The tags of a procedure with what each stands for; of its questions those whose names can be tags."""
    own = {name: str(label) for name, (label, _value) in SHARED.items()}
    if procedure is None or procedure.current is None:
        return own
    asked = questions.form_for(procedure.current).questions()
    named = {f"{ANSWER}{question.name}": str(question.label) for question in asked}
    return own | {name: label for name, label in named.items() if PLACEHOLDER.fullmatch(f"{{{name}}}")}


def values(dossier: Dossier, wording: str) -> dict[str, str]:
    """What the tags of ``wording`` stand for; an answer that was not given is nothing."""
    form = questions.form_for(dossier.edition)
    told = {name: str(value(dossier)) for name, (_label, value) in SHARED.items()}
    for name in PLACEHOLDER.findall(wording):
        question = form.question(name.removeprefix(ANSWER)) if name.startswith(ANSWER) else None
        given = dossier.answer(question.name) if question else None
        told.setdefault(name, display(question, given) if question and given not in (None, "") else "")
    return told


def _number(owner: Mapping[str, str]) -> str:
    return owner.get("tax_code") or owner.get("id_number", "")


def _day(dossier: Dossier) -> str:
    return legal_day(timezone.localdate(dossier.received_at)) if dossier.received_at else ""
