"""Whatever form an edition has: right answers are kept as they were meant, one wrong answer is refused at its place
with all the others kept on the page, and nothing is ever an error of ours.

``FORMS`` in the environment says how many forms each test fills in; 7,000 is the long mode, of more than 20,000
submissions.
"""

import os
import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from dossiers import drafts
from dossiers.models import Dossier
from procedures.models import Edition
from procedures.questions import conditions
from tests.dossiers import generated_forms as generated
from tests.dossiers.pages import hidden
from tests.factories import AgencyFactory, answers

BATCH = 350
FORMS = int(os.environ.get("FORMS", BATCH))
MANY = settings(
    max_examples=BATCH, deadline=None, database=None, phases=[Phase.generate, Phase.target],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip

NAMES = st.from_regex(r"q[0-2][0-5](-[0-9]-o[01]|-rows|-commune)?", fullmatch=True)

pytestmark = pytest.mark.django_db
BATCHES = pytest.mark.parametrize("batch", range(max(1, FORMS // BATCH)))
"""Each in a transaction of its own: one that rewrites the same rows for ever grows slow."""


class Controls(HTMLParser):
    """What the controls of a page would send as it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.select = self.area = ""
        self.feed(page.split("<main", 1)[1].split("</main", 1)[0])

    def handle_starttag(self, tag, attrs):
        its = dict(attrs)
        if tag == "input" and (its.get("type") not in ("radio", "checkbox") or "checked" in its):
            self.sent.setdefault(its.get("name") or "", []).append(its.get("value") or "")
        if tag == "option" and "selected" in its:
            self.sent.setdefault(self.select, []).append(its.get("value") or "")
        self.select = its.get("name", "") if tag == "select" else self.select
        self.area = its.get("name", "") if tag == "textarea" else self.area

    def handle_data(self, data):
        if self.area:
            self.sent.setdefault(self.area, []).append(data.lstrip("\n"))

    def handle_endtag(self, tag):
        self.area = "" if tag == "textarea" else self.area


@pytest.fixture
def file(rewritable, sign_in, citizen, draft):
    """``file(form)``: a fresh draft of a procedure that asks it, and the window of its submitter."""
    AgencyFactory(key="xa-thu", name="Ủy ban nhân dân xã Thử")
    AgencyFactory(key="so-xay-dung", name="Sở Xây dựng", kind="department", level="1")
    window = sign_in(citizen)

    def begin(form):
        Edition.objects.filter(pk=draft.edition_id).update(form=form)
        Dossier.objects.filter(pk=draft.pk).update(answers=answers(owner_is="self"), owner={}, version=0)
        return window, Dossier.objects.get(pk=draft.pk)

    return begin


def post(window, draft, number, document):
    """The page of a step, filled in and sent."""
    url = reverse("dossier_step", args=[draft.uuid, number])
    page = window.get(url)
    assert page.status_code == 200
    own = {name: hidden(page.content.decode(), name) for name in ("form_token", "version")}
    return window.post(url, own | document)


def draw_answers(data, step, so_far):
    """Right answers to all that is asked, by question: typed and kept."""
    found = {}
    for question in step["questions"]:
        if conditions.holds(conditions.read(question.get("show"), "here"), so_far):
            found[question["name"]] = (question, *data.draw(generated.right(question)))
            so_far[question["name"]] = found[question["name"]][2]
    return found


def sent(found):
    return {name: value for q, value, _kept in found.values() for name, value in generated.typed(q, value).items()}


def number_of(draft, step):
    """Where a step stands among those that are asked now; nothing where it is not."""
    names = [asked.name for asked in drafts.plan(Dossier.objects.get(pk=draft.pk))]
    return names.index(step["name"]) + 1 if step["name"] in names else None


@BATCHES
@MANY
@given(form=generated.forms(), data=st.data())
def test_right_answers_are_kept_as_they_were_meant(file, form, data, batch):
    window, draft = file(form)
    so_far, expected = {}, {}
    for step in form["steps"]:
        found = draw_answers(data, step, so_far)
        if number := number_of(draft, step):
            assert post(window, draft, number, sent(found)).status_code == 302
            expected |= {name: value for name, (_q, _typed, value) in found.items()}
    stored = Dossier.objects.get(pk=draft.pk)
    by_name = {q["name"]: q for step in form["steps"] for q in step["questions"]}
    assert {name: generated.kept(by_name[name], stored.answer(name)) for name in expected} == expected


@BATCHES
@MANY
@given(form=generated.forms(), data=st.data())
def test_one_wrong_answer_is_refused_at_its_place_and_the_others_stay_on_the_page(file, form, data, batch):
    window, draft = file(form)
    step, so_far = form["steps"][0], {}
    found = draw_answers(data, step, so_far)
    assume(found)
    question, good, _kept = found[data.draw(st.sampled_from(sorted(found)))]
    rest = sent({name: entry for name, entry in found.items() if name != question["name"]})
    bad = generated.typed(question, data.draw(generated.wrong(question, good)))
    page = post(window, draft, 1, rest | bad)
    assert page.status_code == 200
    refused = {name.split("-")[0] for name in page.context["form"].errors}
    assert refused - hanging_on(question["name"], step) == {question["name"]}
    assert Dossier.objects.get(pk=draft.pk).version == 0
    still = Controls(page.content.decode()).sent
    assert {name: sorted(still.get(name, [])) for name in rest} == {name: as_list(rest[name]) for name in rest}


def hanging_on(name, step):
    """The questions that an answer may bring up or demand, at once or through others."""
    found = {name}
    for question in step["questions"]:
        asked = [conditions.read(question.get(key), "here") for key in ("show", "require")]
        if found & {other for condition in asked for other in conditions.names(condition)}:
            found.add(question["name"])
    return found - {name}


def as_list(value):
    """What a control sends, in any order: a page has one of its own."""
    return sorted(value) if isinstance(value, list) else [str(value)]


@BATCHES
@MANY
@given(form=generated.forms(), junk=st.dictionaries(NAMES, st.text(max_size=30), max_size=8))
def test_whatever_is_sent_is_never_an_error_of_ours(file, form, junk, batch):
    window, draft = file(form)
    clean = {name: value for name, value in junk.items() if re.fullmatch(r"[^\ud800-\udfff]*", value)}
    assert post(window, draft, 1, clean).status_code in (200, 302)
