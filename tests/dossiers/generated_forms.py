"""Forms nobody thought of, what would be right answers to them, and what would be one wrong one."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậớờởỡợỹ"
WORD = st.text(LETTERS, min_size=1, max_size=12)
MOST_LETTERS = 40
DIGITS = st.text("0123456789", min_size=8, max_size=8)
OPTIONS = ("mot", "hai", "ba")
LEAST, MOST = 3, 900


@dataclass(frozen=True)
class Kind:
    """How a right answer is typed and kept, and what is typed wrong."""

    right: st.SearchStrategy[tuple[Any, Any]]
    wrong: tuple[Any, ...]
    facts: dict[str, Any] = field(default_factory=dict)


def _as_typed(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, str]]:
    return values.map(lambda value: (value, value))


def _words(value: str) -> dict[str, str]:
    return {"vi": value, "en": value}


CHOSEN = {"options": [{"value": value, "label": _words(value)} for value in OPTIONS]}
LINE = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
DAY = st.dates(min_value=date(1950, 1, 1), max_value=date(2020, 12, 1))
KINDS = {
    "text": Kind(_as_typed(LINE), ("x" * (MOST_LETTERS + 1), "dòng\x00"), {"max_length": MOST_LETTERS}),
    "long_text": Kind(_as_typed(LINE), ("x" * (MOST_LETTERS + 1),), {"max_length": MOST_LETTERS}),
    "number": Kind(
        st.integers(LEAST, MOST).map(lambda value: (str(value), value)),
        ("ba", "2", "901", "1e2", "-5", "４"),
        {"min": LEAST, "max": MOST},
    ),
    "money": Kind(
        st.integers(1, 10**9).map(lambda value: (f"{value:,}".replace(",", "."), value)), ("năm", "-5", "1" * 20)
    ),
    "date": Kind(
        DAY.map(lambda day: (f"{day:%d/%m/%Y}", day.isoformat())),
        ("31/02/2020", "hôm qua", "1/1/3000", "2020"),
        {"past": True},
    ),
    "yes_no": Kind(_as_typed(st.sampled_from(["yes", "no"])), ("maybe",)),
    "choice": Kind(_as_typed(st.sampled_from(OPTIONS)), ("bon",), CHOSEN),
    "choices": Kind(
        st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=3, unique=True).map(lambda found: (found, found)),
        (["mot", "bon"],),
        CHOSEN,
    ),
    "id_number": Kind(_as_typed(DIGITS.map(lambda digits: "0241" + digits)), ("123", "02419000000a")),
    "tax_code": Kind(_as_typed(DIGITS.map(lambda digits: "24" + digits)), ("24", "2400123456-1")),
    "phone": Kind(_as_typed(DIGITS.map(lambda digits: "09" + digits)), ("12", "không có")),
    "email": Kind(_as_typed(st.text("abcxyz", min_size=1, max_size=9).map("{}@bg.vn".format)), ("a@", "thư")),
    "agency": Kind(_as_typed(st.just("so-xay-dung")), ("so-khong-co",)),
    "address": Kind(
        LINE.map(lambda street: ({"commune": "xa-thu", "street": street}, street)), ({"commune": "xa-la"},)
    ),
}
"""Every kind that has a control of its own."""

CAN_BE_ASKED_ABOUT = ("yes_no", "choice", "number")


@st.composite
def questions(draw: Any, name: str, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    """One question; now and then only where an earlier one was answered so."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    found = {"name": name, "kind": kind, "label": _words(f"Câu {name}"), "required": draw(st.booleans())}
    asked = [question for question in earlier if question["kind"] in CAN_BE_ASKED_ABOUT]
    if asked and draw(st.booleans()):
        found[draw(st.sampled_from(["show", "require"]))] = draw(conditions(draw(st.sampled_from(asked))))
    return found | KINDS[kind].facts


@st.composite
def conditions(draw: Any, question: dict[str, Any]) -> dict[str, Any]:
    name, value = question["name"], {"yes_no": "yes", "choice": "mot", "number": 400}[question["kind"]]
    relation = draw(st.sampled_from(["is", "is_not", "filled", "at_least"]))
    test = {"question": name, relation: True if relation == "filled" else value}
    return draw(st.sampled_from([test, {"not": test}, {"any": [test, {"question": name, "is": value}]}]))


@st.composite
def blocks(draw: Any, name: str) -> dict[str, Any]:
    """Rows of one or two plain questions, all of them asked."""
    kinds = draw(st.lists(st.sampled_from(sorted(set(KINDS) - {"address"})), min_size=1, max_size=2))
    inner = [
        {"name": f"o{place}", "kind": kind, "label": _words(f"Ô {place}")} | KINDS[kind].facts
        for place, kind in enumerate(kinds)
    ]
    return {"name": name, "kind": "repeated", "label": _words(f"Bảng {name}"), "questions": inner, "rows": {"max": 5}}


@st.composite
def forms(draw: Any) -> dict[str, Any]:
    """A form of one to three steps with one to five questions each."""
    steps: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        asked: list[dict[str, Any]] = []
        for place in range(draw(st.integers(1, 5))):
            name, earlier = f"q{number}{place}", [q for step in steps for q in step["questions"]] + asked
            asked.append(draw(blocks(name) if draw(st.integers(0, 6)) == 0 else questions(name, earlier)))
        steps.append({"name": f"s{number}", "title": _words(f"Bước {number}"), "questions": asked})
    return {"owners": ["self"], "steps": steps}


# --- Answers ----------------------------------------------------------------------------------


def typed(question: dict[str, Any], value: Any) -> dict[str, Any]:
    """As the controls of a page send it."""
    name = question["name"]
    if question["kind"] == "address":
        return {f"{name}-{part}": text for part, text in value.items()}
    if question["kind"] != "repeated":
        return {name: value}
    rows = {f"{name}-{row}-{inner}": cell for row, cells in enumerate(value) for inner, cell in cells.items()}
    return rows | {f"{name}-rows": len(value)}


@st.composite
def right(draw: Any, question: dict[str, Any]) -> tuple[Any, Any]:
    """A right answer, as it is typed and as it is kept."""
    if question["kind"] != "repeated":
        return draw(KINDS[question["kind"]].right)
    rows = [
        {inner["name"]: draw(KINDS[inner["kind"]].right) for inner in question["questions"]}
        for _row in range(draw(st.integers(1, 3)))
    ]
    split = [[{name: pair[side] for name, pair in row.items()} for row in rows] for side in (0, 1)]
    return split[0], split[1]


@st.composite
def wrong(draw: Any, question: dict[str, Any], good: Any) -> Any:
    """A wrong answer, as it is typed; of rows one cell of one row is wrong."""
    if question["kind"] != "repeated":
        return draw(st.sampled_from(KINDS[question["kind"]].wrong))
    row, inner = draw(st.integers(0, len(good) - 1)), draw(st.sampled_from(question["questions"]))
    bad = {inner["name"]: draw(st.sampled_from(KINDS[inner["kind"]].wrong))}
    return [*good[:row], good[row] | bad, *good[row + 1 :]]


def kept(question: dict[str, Any], value: Any) -> Any:
    """A kept answer without what the server adds to it: ids of rows, codes of an address."""
    if question["kind"] == "address":
        return value["street"]
    if question["kind"] == "repeated":
        return [{name: cell for name, cell in row.items() if name != "id"} for row in value]
    return value
