"""A procedure's page: for the reader's case and way of filing, honest about what is not known."""

import json
import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from portal.agencies.models import Agency, Level
from procedures.models import (
    Case,
    Channel,
    Decision,
    DecisionLine,
    Edition,
    Exemption,
    Fee,
    Procedure,
    TimeLimit,
)
from tests.factories import AgencyFactory, ComponentFactory, FieldFactory, ProcedureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rewritable")]


@pytest.fixture(autouse=True)
def working_days(calendar):
    """Every page promises a day."""


def page(procedure: Procedure, query: str = "") -> str:
    return Client().get(f"/thu-tuc/{procedure.code}/{query}").content.decode()


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html.split("<main")[1].split("</main>")[0]).split())


def charged(procedure: Procedure, **values) -> Fee:
    return Fee.objects.create(
        **{"edition": procedure.current, "channel": "2", "number": 1, "name": "Lệ phí", "amount": 8000} | values
    )


def two_cases(procedure: Procedure) -> Case:
    """A second case with a paper, a time and a fee of its own."""
    edition = procedure.current
    edition.cases.update(name="Việc thường")
    case = Case.objects.create(edition=edition, number=2, name="Việc khó")
    ComponentFactory(edition=edition, case=case, name="Giấy của việc khó")
    TimeLimit.objects.create(edition=edition, case=case, channel="2", number=2, value=9, unit="working_days")
    charged(procedure, case=case, amount=70_000)
    return case


def test_the_page_follows_the_chosen_case(procedure):
    two_cases(procedure)
    ordinary, hard = words(page(procedure)), words(page(procedure, "?truong-hop=2"))
    for own in ("Giấy của việc khó", "9 ngày làm việc", "70.000 đ"):
        assert own in hard
        assert own not in ordinary


def test_the_page_follows_the_way_of_filing(procedure):
    charged(procedure, amount=5000)
    charged(procedure, channel="1", amount=8000)
    assert "5.000 đ" in words(page(procedure, "?cach-nop=2"))
    assert "8.000 đ" in words(page(procedure, "?cach-nop=1"))


def test_who_is_exempt_sees_what_they_pay(procedure):
    charged(procedure, amount=8000)
    Exemption.objects.create(edition=procedure.current, group="ngheo", name="Hộ nghèo", percent=50, ground="Luật")
    assert "4.000 đ" in words(page(procedure, "?mien-giam=ngheo"))


@pytest.mark.parametrize("query", ["?truong-hop=99", "?cach-nop=x", "?mien-giam=abc", "?truong-hop=%00&cach-nop=9"])
def test_a_choice_there_is_not_shows_the_page_as_it_is(procedure, query):
    assert "ngày làm việc" in words(page(procedure, query))


def test_a_wrong_number_is_said_beside_its_field_and_kept(procedure):
    copies = {"name": "copies", "kind": "number", "label": {"vi": "Số bản", "en": "Copies"}, "max": 9}
    step = {"name": "one", "title": {"vi": "Một", "en": "One"}, "questions": [copies]}
    Edition.objects.filter(pk=procedure.current_id).update(form={"owners": ["self"], "steps": [step]})
    charged(procedure, rule=Fee.Rule.QUANTITY, quantity="copies")
    html = page(procedure, "?hoi-copies=nhieu")
    assert 'data-error-for="copies"' in html
    assert 'value="nhieu"' in html
    assert "24.000 đ" in words(page(procedure, "?hoi-copies=3"))


def test_no_amount_is_made_up_where_none_is_stated(procedure):
    charged(procedure, amount=None)
    assert "miễn phí" not in words(page(procedure))
    assert "chưa rõ lệ phí" in words(page(procedure))


def test_of_several_published_amounts_the_range_is_said(procedure):
    for number, amount in enumerate([50_000, 200_000], 1):
        charged(procedure, number=number, amount=amount, rule=Fee.Rule.LISTED)
    assert "từ 50.000 đ đến 200.000 đ" in words(page(procedure))


def test_an_entry_of_facts_only_says_what_it_does_not_know():
    empty = ProcedureFactory()
    TimeLimit.objects.filter(edition=empty.current).delete()
    said = words(page(empty))
    for unknown in ("cơ quan báo ngày trả khi nhận hồ sơ", "chưa rõ giấy tờ", "chưa nêu phí"):
        assert unknown in said


def test_what_a_vertical_agency_handles_is_not_filed_here():
    police = AgencyFactory(kind=Agency.Kind.VERTICAL, name="Công an tỉnh", level=Level.PROVINCE)
    own = ProcedureFactory(current__field=FieldFactory(code="CA", name="Cư trú", department=police))
    html = page(own)
    assert "/nop-ho-so/" not in html
    assert "Công an tỉnh" in html


def retire(procedure: Procedure) -> None:
    Procedure.objects.filter(pk=procedure.pk).update(is_used=False)


def test_a_retired_procedure_promises_nothing_and_points_to_its_successor(procedure):
    successor = ProcedureFactory(current__name="Xác nhận kiểu mới")
    decision = Decision.objects.create(
        number="1/QĐ-UBND", subject="x", signed_on=date(2020, 12, 1), signer="A", effective_on=date(2020, 12, 1),
        state=Decision.State.PUBLISHED, published_at=timezone.now(),
    )  # fmt: skip
    DecisionLine.objects.create(decision=decision, procedure=procedure, effect="replaced", successor=successor)
    retire(procedure)
    html = page(procedure)
    assert f"/thu-tuc/{successor.code}/" in html
    assert "/nop-ho-so/" not in html
    assert "hẹn trả" not in html


def test_a_retired_procedure_without_successor_points_to_those_like_it(procedure):
    like = ProcedureFactory(current__field=procedure.current.field)
    retire(procedure)
    assert f"/thu-tuc/{like.code}/" in page(procedure).split("<main")[1]


def document(procedure: Procedure) -> dict:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(procedure), re.DOTALL)
    return json.loads(found[1])


def test_machines_read_the_service_and_its_price(procedure):
    charged(procedure)
    found = document(procedure)
    assert (found["@type"], found["identifier"]) == ("GovernmentService", procedure.code)
    assert found["offers"] == {"@type": "Offer", "price": 8000, "priceCurrency": "VND"}


def test_no_record_ends_the_script_it_stands_in():
    name = 'A</script><script>alert("x")</script> & B'
    assert document(ProcedureFactory(current__name=name))["name"] == name


def test_the_page_names_its_one_address(procedure):
    assert f'<link rel="canonical" href="http://testserver/thu-tuc/{procedure.code}/">' in page(
        procedure, "?cach-nop=1"
    ).replace("http://127.0.0.1:8000", "http://testserver")


def test_the_page_once_made_costs_one_query(procedure, client, django_assert_num_queries):
    page(procedure)
    with django_assert_num_queries(1):
        client.get(f"/thu-tuc/{procedure.code}/")


def test_papers_of_other_channels_and_papers_only_shown_stand_apart(procedure):
    ComponentFactory(edition=procedure.current, name="Đơn")
    ComponentFactory(edition=procedure.current, name="Ủy quyền", is_required=False)
    ComponentFactory(edition=procedure.current, name="Căn cước", originals=0, is_required=False)
    said = words(page(procedure))
    assert "1 giấy tờ (thêm giấy khác nếu có)" in said
    assert re.search("Đơn .*Chỉ nộp khi .*Ủy quyền .*Chỉ cần xuất trình .*Căn cước", said)


def test_a_paper_that_depends_on_an_answer_is_not_counted_for_certain(procedure):
    ComponentFactory(edition=procedure.current, condition={"question": "late", "is": "yes"})
    assert "giấy tờ nếu có" in words(page(procedure))


def test_by_post_no_day_is_promised(procedure):
    TimeLimit.objects.create(edition=procedure.current, channel=Channel.POST, number=2, value=3, unit="working_days")
    assert "có kết quả sau 3 ngày làm việc từ khi cơ quan nhận được hồ sơ" in words(page(procedure, "?cach-nop=3"))
