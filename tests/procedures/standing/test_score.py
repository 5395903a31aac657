"""How complete one edition is: what the law demands of every procedure scores, the rest is a gap only."""

import pytest

from procedures import drafting, standard
from procedures.models import Component, Decision, DecisionLine, Edition, Fee, TimeLimit
from tests.factories import ProcedureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rewritable")]
WHOLE = {
    "steps": [{"case": "", "steps": ["Nộp hồ sơ"]}],
    "audience": ["Công dân Việt Nam"],
    "handled_by": [{"code": "000.00.UB.003", "name": "Ủy ban nhân dân xã"}],
    "results": [{"code": "KQ.1", "name": "Giấy xác nhận"}],
    "legal_basis": [{"number": "60/2014/QH13", "name": "Luật Hộ tịch"}],
    "decision": "12/QĐ-BTP",
    "form": {"steps": [{"name": "own"}]},
}


@pytest.fixture
def edition(db) -> Edition:
    """One that lacks nothing: steps, a way, a paper with copies, a limit, somebody to ask, an agency, a result."""
    edition = ProcedureFactory(**{f"current__{name}": value for name, value in WHOLE.items()}).current
    Component.objects.create(edition=edition, number=1, name="Bản sao giấy tờ", originals=1, is_required=True)
    return edition


def standing() -> standard.Standing:
    (found,) = standard.standings(standard.editions())
    return found


def lacking(edition: Edition, **values) -> list[str]:
    Edition.objects.filter(pk=edition.pk).update(**values)
    return standing().gaps


def test_one_with_everything_has_the_full_score(edition):
    assert (standing().score, standing().gaps) == (100, [])


@pytest.mark.parametrize(
    ("values", "gap"),
    [
        ({"name": ""}, "name"),
        ({"steps": []}, "steps"),
        ({"audience": []}, "audience"),
        ({"handled_by": []}, "agency"),
        ({"results": []}, "result"),
    ],
)
def test_each_demanded_constituent_costs_a_ninth(edition, values, gap):
    assert (lacking(edition, **values), standing().score) == ([gap], 88)


def test_without_a_time_limit_there_is_no_way_either(edition):
    edition.time_limits.all().delete()
    assert (standing().gaps, standing().score) == (["channels", "limit"], 77)


def test_a_limit_of_an_unknown_unit_cannot_be_read(edition):
    edition.time_limits.update(unit=TimeLimit.Unit.UNKNOWN)
    assert standing().gaps == ["limit"]


def test_one_readable_limit_among_others_is_enough(edition):
    TimeLimit.objects.create(edition=edition, channel="1", number=2, unit=TimeLimit.Unit.UNKNOWN)
    assert standing().gaps == []


def test_papers_without_any_number_lack_their_number(edition):
    edition.components.update(originals=0, copies=0)
    assert (standing().gaps, standing().score) == (["copies"], 88)


def test_without_papers_only_the_papers_lack(edition):
    edition.components.all().delete()
    assert standing().gaps == ["papers"]


def test_one_paper_without_a_number_is_a_gap_that_costs_nothing(edition):
    Component.objects.create(edition=edition, number=2, name="Ghi chú")
    assert (standing().gaps, standing().score) == (["uncounted"], 100)


@pytest.mark.parametrize("name", ["Xuất trình hộ chiếu", "Giấy tờ phải xuất trình"])
def test_papers_only_to_be_shown_need_no_number(edition, name):
    Component.objects.create(edition=edition, number=2, name=name)
    assert standing().gaps == []


@pytest.mark.parametrize(
    ("values", "gap"),
    [
        ({"legal_basis": []}, "law"),
        ({"decision": ""}, "decision"),
        ({"levels": []}, "level"),
        ({"form": {}}, "form"),
    ],
)
def test_what_is_shown_with_it_is_a_gap_that_costs_nothing(edition, values, gap):
    assert (lacking(edition, **values), standing().score) == ([gap], 100)


def test_a_decision_of_the_province_announces_it_as_well(edition):
    paper = Decision.objects.create(
        number="1", subject="S", signed_on="2020-12-01", signer="L", effective_on="2020-12-01", state="published",
        published_at="2020-12-01T00:00:00Z",
    )  # fmt: skip
    DecisionLine.objects.create(decision=paper, procedure=edition.procedure, effect="new", edition=edition)
    assert lacking(edition, decision="") == []


def test_below_level_three_no_form_is_missed(edition):
    assert lacking(edition, form={}, online_level=2) == []


@pytest.mark.parametrize(
    ("fee", "gaps"),
    [
        ({"amount": None}, ["amount"]),
        ({"amount": None, "rule": "listed"}, ["amount"]),
        ({"amount": None, "rule": "bands"}, []),
        ({"amount": None, "rule": "notice"}, []),
        ({"amount": 0}, []),
    ],
)
def test_a_fee_must_say_its_amount_unless_a_rule_finds_it(edition, fee, gaps):
    Fee.objects.create(edition=edition, channel="2", number=1, **fee)
    assert standing().gaps == gaps


@pytest.mark.parametrize(
    ("paper", "gaps"),
    [
        ({"name": "Tờ khai đăng ký", "copies": 1}, ["template"]),
        ({"name": "Đơn đề nghị", "copies": 1}, ["template"]),
        ({"name": "Tờ khai đăng ký", "copies": 1, "form_name": "Mẫu số 01"}, []),
        ({"name": "Bản sao tờ khai thuế", "copies": 1}, []),
    ],
)
def test_an_application_comes_with_its_template(edition, paper, gaps):
    Component.objects.create(edition=edition, number=2, **paper)
    assert standing().gaps == gaps


def test_at_province_level_somebody_must_be_in_charge_of_the_field(edition):
    assert lacking(edition, levels=[1]) == ["department"]
    assert lacking(edition, levels=[3]) == []


def test_drafts_and_procedures_not_in_use_are_not_counted(edition):
    drafting.draft_from(edition)
    ProcedureFactory(is_used=False)
    assert standing().code == edition.procedure.code
