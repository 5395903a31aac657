"""The printed table of actions says what the code says."""

from pathlib import Path

from dossiers import workflow
from dossiers.tables import workflow_table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "workflow.md"


def test_the_printed_table_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == workflow_table(), "run: manage.py workflow_table"


def test_every_action_stands_in_it():
    printed = workflow_table()
    assert [name for name in workflow.ACTIONS if f"| `{name}` |" not in printed] == []
