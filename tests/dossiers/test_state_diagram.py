"""The README's picture of a dossier's life and the workflow table say the same."""

import re
from pathlib import Path

from dossiers import workflow
from dossiers.models import Status

README = Path(__file__).resolve().parents[2] / "README.md"
ARROW = re.compile(r"^\s*(Draft|S\d+) --> (S\d+): (\w+)", re.MULTILINE)
BEFORE_A_SUPPLEMENT = {Status.SUBMITTED, Status.RECEIVED, Status.IN_PROCESS}
"""Where completing one leads back to: wherever one can be asked for."""


def drawn() -> set[tuple[str, str, str]]:
    diagram = README.read_text(encoding="utf-8").split("stateDiagram-v2")[1].split("```")[0]
    return {(before.replace("Draft", "S0"), after, action) for before, after, action in ARROW.findall(diagram)}


def in_the_table() -> set[tuple[str, str, str]]:
    found = set()
    for action in workflow.TABLE:
        targets = BEFORE_A_SUPPLEMENT if callable(action.target) else {action.target} - {None}
        sources = {source for grant in action.grants for source in grant.sources}
        found |= {(f"S{source:d}", f"S{target:d}", action.name) for source in sources for target in targets}
    return found


def test_every_arrow_is_a_step_of_the_table_and_every_step_is_drawn():
    assert drawn() == in_the_table()


def test_a_supplement_leads_back_to_where_it_can_be_asked_for():
    asked_from = {source for grant in workflow.ASK_SUPPLEMENT.grants for source in grant.sources}
    assert asked_from == BEFORE_A_SUPPLEMENT
