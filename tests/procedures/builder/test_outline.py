"""The conditions editor takes any condition of the language and gives the same one back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.builder import outline
from procedures.builder.outline import BadLine, Line
from procedures.questions import conditions

names = st.from_regex(r"[a-z][a-z_0-9]{0,8}", fullmatch=True)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
scalars = texts | st.integers(-(10**9), 10**9)
tests = st.one_of(
    st.builds(lambda q, r, v: {"question": q, r: v}, names, st.sampled_from(["is", "is_not", "includes"]), scalars),
    st.builds(lambda q, v: {"question": q, "in": v}, names, st.lists(texts, min_size=1, max_size=4)),
    st.builds(lambda q, v: {"question": q, "filled": v}, names, st.booleans()),
    st.builds(lambda q, r, v: {"question": q, r: v}, names, st.sampled_from(sorted(outline.COMPARING)),
              st.integers(-(10**9), 10**9) | st.dates().map(str)),
)  # fmt: skip


def groups(inner):
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda parts: {"all": parts}),
        several.map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    )


def depth(condition) -> int:
    key = next(iter(condition))
    if "question" in condition:
        return 0
    parts = [condition[key]] if key == "not" else condition[key]
    return 1 + max(depth(part) for part in parts)


trees = st.recursive(tests, groups, max_leaves=8).filter(lambda tree: depth(tree) < conditions.DEEPEST)


def told(condition):
    """With every single value as text: the evaluator compares texts."""
    if "question" in condition:
        return {key: str(value) if type(value) is int else value for key, value in condition.items()}
    return {
        key: told(value) if isinstance(value, dict) else [told(part) for part in value]
        for key, value in condition.items()
    }


@given(trees)
def test_a_condition_comes_back_from_the_editor(tree):
    assert conditions.document(conditions.read(tree, "here")) == tree
    assert told(outline.document(*outline.lines(tree))) == told(tree)


@given(trees)
def test_the_lines_come_back_from_the_condition(tree):
    join, lines = outline.lines(tree)
    assert outline.lines(outline.document(join, lines)) == (join, lines)


@given(trees, st.dictionaries(names, texts | st.integers() | st.lists(texts)))
def test_what_comes_back_decides_alike(tree, answers):
    back = conditions.read(outline.document(*outline.lines(tree)), "here")
    assert conditions.holds(back, answers) == conditions.holds(conditions.read(tree, "here"), answers)


def test_no_line_is_no_condition():
    assert outline.document("any", []) == {}


@pytest.mark.parametrize(
    ("lines", "number", "field"),
    [
        ([Line(1, "test", "a", "is", "1")], 0, "level"),
        ([Line(0, "test", "a", "is", "1"), Line(1, "test", "b", "is", "1")], 1, "level"),
        ([Line(0, "any")], 0, "what"),
        ([Line(0, "not"), Line(1, "test", "a", "is", "1"), Line(1, "test", "b", "is", "1")], 0, "what"),
        ([Line(0, "test", "", "is", "1")], 0, "question"),
        ([Line(0, "test", "a", "", "1")], 0, "relation"),
        ([Line(0, "test", "a", "is", " ")], 0, "value"),
    ],
)
def test_a_line_that_says_nothing_is_named(lines, number, field):
    with pytest.raises(BadLine) as refusal:
        outline.document("all", lines)
    assert (refusal.value.number, refusal.value.field) == (number, field)
