"""The workflow table written out for people: actions × statuses × roles, in ``docs/workflow.md``.

``manage.py workflow_table`` writes it; a test holds the file against the code.
"""

from collections.abc import Iterable, Iterator

from django.utils import translation

from dossiers import notices
from dossiers.action import APPLICANT, NATION, SYSTEM, Action, Grant
from dossiers.models import Involvement, Status
from dossiers.workflow import TABLE
from portal.agencies.models import Role

HEAD = """# The workflow table

Written by `manage.py workflow_table` from `dossiers/workflow.py` and the tables it gathers; do not edit it by hand.
A row says who may, from which status, and where it leads; `=` means that the national status stays. What must hold
besides is the action's guard. Told: whether the applicant gets a notice.

"""
PEOPLE = {APPLICANT: "applicant", SYSTEM: "the system", NATION: "the national portal"}
PARTS = {
    Involvement.Part.RECEIVING: "one-stop unit",
    Involvement.Part.DECIDING: "deciding agency",
    Involvement.Part.JOINT: "agency that decides with it",
    Involvement.Part.CONSULTED: "agency asked for an opinion",
}


def workflow_table() -> str:
    """The page as Markdown; labels stand in both languages."""
    return HEAD + "\n".join([*_actions(), "", *_matrix()]) + "\n"


def _actions() -> Iterator[str]:
    yield "| Action | On the button | Who | From | To | Told |"
    yield "|---|---|---|---|---|---|"
    for action in TABLE:
        for grant in action.grants:
            told = "yes" if action.name in notices.TOLD else "no"
            cells = (f"`{action.name}`", _label(action), _who(grant), _statuses(grant.sources), _target(action), told)
            yield f"| {' | '.join(cells)} |"


def _label(action: Action) -> str:
    said = []
    for language in ("en", "vi"):
        with translation.override(language):
            said.append(str(action.label))
    return " · ".join(said)


def _who(grant: Grant) -> str:
    names = {role.value: role.name.lower() for role in Role} | PEOPLE
    people = ", ".join(sorted(names[role] for role in grant.roles))
    return f"{people} ({PARTS[Involvement.Part(grant.part)]})" if grant.part else people


def _statuses(statuses: Iterable[Status]) -> str:
    return " ".join(str(int(status)) for status in sorted(statuses))


def _target(action: Action) -> str:
    if callable(action.target):
        return (action.target.__doc__ or "it depends").splitlines()[0]
    return "=" if action.target is None else str(int(action.target))


def _matrix() -> Iterator[str]:
    """What can be done in each status, by somebody."""
    yield "## By status"
    yield ""
    yield "| Status | What can be done |"
    yield "|---|---|"
    for status in Status:
        able = [f"`{action.name}`" for action in TABLE if any(status in grant.sources for grant in action.grants)]
        with translation.override("en"):
            yield f"| {int(status)} {status.label} | {', '.join(able) or '–'} |"
