"""Whatever is opened and whatever is sent, only what was opened changes (FI-02; features §2 no. 2)."""

import copy

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.supplement import walk
from dossiers.supplement.completing import NotWhole
from dossiers.supplement.opened import NotOpened, Opened
from dossiers.supplement.saving import Typed, open_request, save
from dossiers.views.filled import Filled
from tests.dossiers.supplements import ask, give_file, send

pytestmark = pytest.mark.django_db
ANSWERS = ["owner_name", "phone", "married", "summary", "area", "children", "children/r1", "children/r2"]
FOLLOWS = {"spouse", "twice"}
"""What may appear or be computed anew because of what is opened."""

SENT = {
    "owner_name": st.text("ab ", min_size=1, max_size=5),
    "phone": st.sampled_from(["0987654321", "0912345678", "12a", ""]),
    "married": st.sampled_from(["yes", "no", "maybe", ""]),
    "spouse": st.sampled_from(["Chồng", ""]),
    "summary": st.text("xyz ", max_size=5),
    "area": st.sampled_from(["50", "70", "x", ""]),
    "children-0-child": st.just("Kẻ lạ"),
    "children-rows": st.sampled_from(["0", "1", "3"]),
    "owner_is": st.just("business"),
    "twice": st.just("1"),
}


@pytest.fixture
def dossier(asking):
    return asking


def opened_names(keys: set[str]) -> set[str]:
    return {key.split("/")[0] for key in keys if not key.startswith("#")}


def sent_values(dossier, values: dict[str, str], rows: dict[str, str]) -> dict[str, str]:
    """As a browser would: the values for whole answers, and those of rows under the names of their item."""
    found = dict(values)
    for item in dossier.supplements.last().items.all():
        if item.row:
            found |= {f"dong-{item.pk}-{name}": value for name, value in rows.items()}
    return found


def put_in(dossier, citizen, sent: dict[str, str]) -> bool:
    """Whether the server took the form; explanations do for what did not change."""
    request = open_request(dossier)
    filled = Filled(Opened(dossier, request), sent)
    try:
        filled.refuse_others()
    except NotOpened:
        return False
    save(dossier, citizen, filled.typed(), request.version)
    return True


def explain_all(dossier, citizen) -> None:
    request = open_request(dossier)
    remarks = {f"giai-thich-{item.pk}-remark": "Giữ nguyên" for item in request.items.all()}
    filled = Filled(Opened(dossier, request), remarks)
    save(dossier, citizen, Typed({}, filled.typed().remarks), request.version)


def rows_but(answers, key_of_rows: set[str]):
    return [row for row in answers["children"]["value"] if f"children/{row['id']}" not in key_of_rows]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    keys=st.sets(st.sampled_from(ANSWERS), min_size=1).filter(
        lambda keys: not ("children" in keys and keys & {"children/r1", "children/r2"})
    ),
    values=st.fixed_dictionaries({}, optional=SENT),
    rows=st.fixed_dictionaries({"child": st.sampled_from(["Mới", ""]), "born": st.sampled_from(["01/01/2016", "x"])}),
    honest=st.booleans(),
)
def test_only_what_was_opened_changes(dossier, clerk, citizen, keys, values, rows, honest):
    with transaction.atomic():
        before = copy.deepcopy(dossier.answers)
        ask(dossier, clerk, *sorted(keys, key=ANSWERS.index))
        open_ = opened_names(keys)
        if honest:
            values = {name: value for name, value in values.items() if name.split("-")[0] in open_ - {"children"}}
        taken = put_in(dossier, citizen, sent_values(dossier, values, rows))
        assert taken or not honest
        explain_all(dossier, citizen)
        try:
            send(dossier, citizen)
        except NotWhole:
            assert values.get("married") == "yes"  # the spouse and a paper are asked for now
        dossier.refresh_from_db()
        changed = {name for name in {*before, *dossier.answers} if before.get(name) != dossier.answers.get(name)}
        assert changed <= open_ | FOLLOWS
        if "children" not in keys:
            assert rows_but(dossier.answers, keys) == rows_but(before, keys)
        transaction.set_rollback(True)
    dossier.refresh_from_db()


def test_the_walk_offers_what_the_test_opens(dossier):
    assert set(ANSWERS) == {key for key in walk.points(dossier) if not key.startswith("#")}


def test_nothing_is_put_in_for_what_is_not_open(dossier, clerk, citizen):
    paper = next(key for key in walk.points(dossier) if key.startswith("#"))
    ask(dossier, clerk, "summary")
    with pytest.raises(NotOpened):
        give_file(dossier, citizen, paper, "lén.pdf")
    with pytest.raises(NotOpened):
        save(dossier, citizen, Typed({"phone": "0987654321"}), 0)
