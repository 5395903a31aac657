"""What a form may not be published with."""

import pytest

from procedures.questions import checks, definition


def words(text="Câu hỏi"):
    return {"vi": text, "en": text}


def question(name, kind="text", **settings):
    return {"name": name, "kind": kind, "label": words(name), **settings}


def choice(name, *values, **settings):
    return question(name, "choice", options=[{"value": value, "label": words(value)} for value in values], **settings)


def form(*questions, owners=("self",), **more):
    return {"owners": list(owners), "steps": [{"name": "one", "title": words(), "questions": list(questions)}], **more}


def only_fault(document):
    found = checks.document_faults(document)
    assert len(found) == 1, found
    return found[0]


def is_(name, value):
    return {"question": name, "is": value}


def test_a_sound_form_has_no_faults():
    sound = form(choice("a", "x", "y"), question("b", show=is_("a", "x")), question("c", require=is_("a", "y")))
    assert checks.document_faults(sound) == []


def test_a_circle_is_told():
    circle = form(question("a", show=is_("b", "1")), question("b", show=is_("a", "1")))
    assert "a → b → a" in only_fault(circle)


def test_an_unknown_name_is_told():
    assert "“z”" in only_fault(form(question("a", show=is_("z", "1"))))


def test_a_question_used_before_it_is_asked_is_told():
    assert "“b”" in only_fault(form(question("a", show=is_("b", "1")), question("b")))


@pytest.mark.parametrize(
    "condition",
    [
        {"all": [is_("a", "x"), is_("a", "y")]},
        {"all": [is_("a", "x"), {"not": is_("a", "x")}]},
        {"all": [{"question": "n", "less_than": 3}, {"question": "n", "more_than": 5}]},
        is_("owner_is", "business"),
    ],
)
def test_a_question_nobody_reaches_is_told(condition):
    document = form(choice("a", "x", "y"), question("n", "number"), question("b", show=condition))
    assert "“b”" in only_fault(document)


def test_an_option_that_does_not_exist_is_told():
    found = checks.document_faults(form(choice("a", "x", "y"), question("b", require=is_("a", "z"))))
    assert len(found) == 1 and "“z”" in found[0]


def test_a_question_of_another_owner_only_is_unreachable():
    document = form(question("b", show=is_("a", "1")), owners=("self", "business"))
    document["steps"].insert(0, {"name": "o", "title": words(), "owners": ["business"], "questions": [question("a")]})
    document["steps"][1]["owners"] = ["self"]
    assert "“b”" in only_fault(document)


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ({"min": 5, "max": 3}, "number"),
        ({"format": "nonsense"}, "text"),
        ({"prefill": "neighbour.name"}, "text"),
        ({"locked": True}, "text"),
        ({"max_length": 0}, "text"),
        ({"compute": {"sum": ["a"]}}, "computed"),
    ],
)
def test_wrong_settings_are_told(settings, kind):
    assert "“b”" in only_fault(form(question("a"), question("b", kind, **settings)))


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"owners": ["self"], "steps": [{"name": "x"}]},
        {"owners": [], "steps": []},
        form(question("a", "magic")),
        form(question("a b")),
        form(question("a"), question("a")),
        form(choice("a")),
        form(question("a", "repeated")),
        form({"name": "a", "kind": "text"}),
        {"owners": ["self"], "steps": [3]},
        form(question("a", max_length="long")),
    ],
)
def test_what_is_no_form_is_one_fault_and_no_failure(document):
    assert len(checks.document_faults(document)) == 1


@pytest.mark.parametrize("path", sorted(definition.OWN.glob("*.json")), ids=lambda path: path.stem)
def test_every_form_of_the_demonstration_is_sound(path):
    assert checks.document_faults(definition.provincial_form(path.stem)) == []


def test_the_general_form_is_sound():
    assert checks.document_faults(definition.general()) == []
