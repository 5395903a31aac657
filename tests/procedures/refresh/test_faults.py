"""Every fault a refresh can report is said in the reader's language, wherever in the code it is found."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from procedures import catalogue, comparison, editions, faults, legal_number, national_limits, national_papers
from procedures import national_record as records
from tests.procedures.dirty_records import DIRTY
from tests.procedures.nation import Nation, clean

MODULES = (records, national_limits, national_papers, legal_number, editions, catalogue, comparison)


def text_of(node: ast.expr) -> str:
    """A literal with "x" where it quotes something; empty for what is worked out elsewhere."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def literals(node: ast.expr) -> list[str]:
    parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return [text for text in map(text_of, parts) if text and not text.startswith("x: ")]


def said_in(module) -> list[str]:
    """What its code hands to ``faults.append``, ``report.add`` and ``UnreadableRecord``."""
    found = []
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            what = ast.unparse(node.func)
            if what == "faults.append" or what == "UnreadableRecord" or what.endswith("report.add"):
                found += literals(node.args[-1])
    return found


SAID = sorted({fault for module in MODULES for fault in said_in(module)})


def test_the_code_reports_many_faults():
    assert len(SAID) > 40


@pytest.mark.parametrize("fault", SAID)
def test_a_fault_in_the_code_is_one_of_the_list(fault):
    assert faults.kind_of(fault), fault


@pytest.mark.parametrize("message", faults.FAULTS)
def test_each_has_its_vietnamese(message):
    with override("vi"):
        assert gettext(message) != message


@pytest.mark.parametrize("dirty", DIRTY, ids=lambda dirty: dirty.name)
def test_every_line_about_a_dirty_record_is_translated(dirty):
    with override("vi"):
        for fault in records.read(dirty.record).faults:
            assert faults.kind_of(fault), fault
            assert str(faults.in_words(fault)) != fault


@pytest.mark.django_db
def test_every_line_of_a_refresh_of_dirty_records_has_its_kind():
    nation = Nation(*(dirty.record | {"MATTHC": f"2.1{place:05d}"} for place, dirty in enumerate(DIRTY)))
    nation.records |= {"1.000001": clean(MATTHC="1.000002"), "1.000003": {}, "1.000004": clean(YEUCAU="a\x00b")}
    report = catalogue.refresh(nation.silent_for("1.000005").refusing("1.000006"))
    assert [line for line in report.lines if not faults.kind_of(line.fault)] == []
    assert {"no answer", "record without a code"} <= {line.fault for line in report.lines}


def test_what_is_quoted_stays_vietnamese_and_is_no_markup():
    with override("en"):
        said = faults.in_words("unknown channel: <b>Bưu điện</b>")
    assert said == 'unknown channel: <span lang="vi">&lt;b&gt;Bưu điện&lt;/b&gt;</span>'


def test_a_fault_nobody_knows_is_shown_as_it_is():
    assert faults.in_words("<i>") == "&lt;i&gt;"


def test_a_kind_is_a_heading_without_what_single_faults_quote():
    with override("en"):
        assert faults.about("listed twice, %(a)s is taken, not %(b)s") == "listed twice … is taken, not …"
        assert faults.about("unknown channel: %(a)s") == "unknown channel …"
