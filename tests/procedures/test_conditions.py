"""The language of conditions: total, predictable, and the same read or written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.questions import computed, conditions
from procedures.questions.conditions import All, AnyOf, BadForm, Not, Test, holds

NAMES = st.sampled_from(["a", "b", "c"])
PLAIN = st.one_of(st.text(max_size=5), st.integers(-99, 99), st.sampled_from(["2020-12-01", "yes", "1.5"]))
ANSWERS = st.dictionaries(
    NAMES,
    st.one_of(st.none(), PLAIN, st.booleans(), st.floats(), st.lists(PLAIN, max_size=3), st.dictionaries(NAMES, PLAIN)),
)
TESTS = st.one_of(
    st.builds(Test, NAMES, st.sampled_from(sorted(set(conditions.RELATIONS) - {"in", "filled"})), PLAIN),
    st.builds(Test, NAMES, st.just("in"), st.lists(PLAIN, max_size=3).map(tuple)),
    st.builds(Test, NAMES, st.just("filled"), st.booleans()),
)
TREES = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)


@given(TREES, ANSWERS)
def test_every_condition_says_yes_or_no_whatever_the_answers_are(condition, answers):
    assert holds(condition, answers) in (True, False)


@given(TREES, ANSWERS)
def test_not_turns_it_around(condition, answers):
    assert holds(Not(condition), answers) is not holds(condition, answers)


@given(TREES, TREES, ANSWERS)
def test_neither_is_not_the_one_and_not_the_other(left, right, answers):
    assert holds(Not(AnyOf((left, right))), answers) is holds(All((Not(left), Not(right))), answers)


@given(TREES, ANSWERS)
def test_answers_nobody_asks_about_do_not_matter(condition, answers):
    asked = {name: value for name, value in answers.items() if name in set(conditions.names(condition))}
    assert holds(condition, answers) is holds(condition, asked)


@given(TREES)
def test_what_is_written_is_what_is_read(condition):
    try:
        again = conditions.read(conditions.document(condition), "here")
    except BadForm as problem:
        assert "deeply" in str(problem)
    else:
        assert again == condition


@pytest.mark.parametrize(
    ("relation", "value", "answer", "is_so"),
    [
        ("is", "yes", "yes", True),
        ("is", "yes", None, False),
        ("is_not", "yes", None, True),
        ("in", ["1", "2"], "2", True),
        ("includes", "a", ["a", "b"], True),
        ("includes", "a", "a", False),
        ("filled", True, [], False),
        ("filled", False, "", True),
        ("less_than", 5, "4", True),
        ("at_most", 5, 5, True),
        ("more_than", "2020-12-01", "2020-12-02", True),
        ("at_least", "2020-12-01", "2020-11-30", False),
        ("at_least", 5, "2020-12-01", False),
        ("less_than", 5, None, False),
    ],
)
def test_each_relation(relation, value, answer, is_so):
    condition = conditions.read({"question": "q", relation: value}, "here")
    assert holds(condition, {"q": answer}) is is_so


@pytest.mark.parametrize(
    "document",
    [
        {"question": "q"},
        {"question": "q", "is": 1, "in": [1]},
        {"question": "q", "like": "x"},
        {"question": "q", "in": "x"},
        {"question": "q", "filled": "x"},
        {"all": []},
        {"all": [{}]},
        {"not": None},
        {"eval": "1"},
        ["x"],
    ],
)
def test_what_is_no_condition_is_refused_with_its_place(document):
    with pytest.raises(BadForm, match="step x"):
        conditions.read(document, "step x")


# --- Computed values --------------------------------------------------------------------------

EXPRESSIONS = [
    ({"sum": ["a", "b"]}, {"a": 2, "b": "3"}, 5),
    ({"sum": ["a", "b"]}, {"a": 2}, 2),
    ({"difference": ["a", "b"]}, {"a": 2, "b": 5}, -3),
    ({"difference": ["a", "b"]}, {"a": 2}, None),
    ({"product": ["a", {"value": 3}]}, {"a": 4}, 12),
    ({"count": "rows"}, {"rows": [{}, {}]}, 2),
    ({"total": ["rows", "capital"]}, {"rows": [{"capital": 5}, {"capital": "7"}, {}]}, 12),
    ({"days_between": ["a", "b"]}, {"a": "2020-12-01", "b": "2020-12-31"}, 30),
    ({"join": ["a", "b"], "with": " "}, {"a": "Nguyễn", "b": "An"}, "Nguyễn An"),
]


@pytest.mark.parametrize(("document", "answers", "result"), EXPRESSIONS)
def test_each_expression(document, answers, result):
    assert computed.value(computed.read(document, "here", is_needed=True), answers) == result


@pytest.mark.parametrize(("born", "age"), [("2002-12-01", 18), ("2002-12-02", 17), ("2021-01-01", None), ("x", None)])
def test_age_is_in_whole_years(born, age):
    expression = computed.read({"age": "born"}, "here", is_needed=True)
    assert computed.value(expression, {"born": born}, today=date(2020, 12, 1)) == age


@given(st.sampled_from([document for document, _answers, _result in EXPRESSIONS]), ANSWERS)
def test_computing_never_fails(document, answers):
    computed.value(computed.read(document, "here", is_needed=True), answers | {"rows": answers.get("a")})
