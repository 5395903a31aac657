"""The first page of an edition: what is wrong with the page that mends it, and what to do next."""

import pytest
from django.urls import reverse

from procedures import drafting
from procedures.models import Decision, Edition, Example, Fee, ProcessStep
from tests.procedures.desk.pages import at, page_of, press, text_of

pytestmark = pytest.mark.django_db


def decision(**values):
    known = {"subject": "Công bố", "signed_on": "2020-12-01", "signer": "Lê Ánh Dương", "effective_on": "2020-12-01"}
    return Decision.objects.create(number="100/QĐ-UBND", **known | values)


def broken(draft, tab):
    """Something wrong that is mended under ``tab``."""
    match tab:
        case "agencies":
            ProcessStep.objects.create(edition=draft, number=1, name="Ký", role="leader", hours=1)
        case "fees":
            Fee.objects.create(edition=draft, channel="2", number=1, rule="bands", quantity="value")
        case "examples":
            Example.objects.create(edition=draft, name="Ví dụ", papers=[9])
        case "form":
            Edition.objects.filter(pk=draft.pk).update(form={"owners": [], "steps": []} | {"x": 1})
        case _:
            Edition.objects.filter(pk=draft.pk).update(online_level=9)


@pytest.mark.parametrize("tab", ["agencies", "fees", "examples", "content"])
def test_every_fault_leads_to_the_page_that_mends_it(desk, draft, tab):
    broken(draft, tab)
    wrong = page_of(desk, at(draft, "change")).split('id="sai"')[1].split("</section>")[0]
    assert f'href="{at(draft, tab)}"' in wrong


def test_what_is_wrong_is_the_next_thing_to_do(desk, draft):
    broken(draft, "agencies")
    said = text_of(desk.get(at(draft, "change")))
    assert "Hãy sửa những điểm nêu dưới đây; điểm đầu tiên ở mục “Cơ quan và quy trình”" in said


def test_a_sound_draft_waits_for_a_decision(desk, draft):
    assert reverse("admin:procedures_decision_add") in page_of(desk, at(draft, "change"))


def test_a_decision_being_prepared_takes_it_in(desk, draft):
    there = decision()
    to = reverse("admin:procedures_decision_line_add", args=[there.pk, draft.procedure_id])
    assert to in page_of(desk, at(draft, "change"))


def test_a_draft_of_a_decision_is_published_there(desk, draft):
    there = decision()
    there.lines.create(procedure=draft.procedure, effect="amended", edition=draft)
    assert reverse("admin:procedures_decision_publish", args=[there.pk]) in page_of(desk, at(draft, "change"))
    page = page_of(desk, at(draft, "publish"))
    assert "100/QĐ-UBND" in page and 'name="ground"' not in page


def test_a_draft_of_a_decision_is_not_published_without_it(desk, draft):
    sent = {"ground": "QĐ 1"}
    decision().lines.create(procedure=draft.procedure, effect="amended", edition=draft)
    assert desk.post(at(draft, "publish"), sent).status_code == 200
    assert Edition.objects.get(pk=draft.pk).is_draft


def test_published_without_a_decision_only_with_a_ground(desk, draft):
    assert "Hãy ghi căn cứ" in text_of(press(desk, at(draft, "publish"), ground=""))
    assert press(desk, at(draft, "publish"), ground="QĐ 1/QĐ-BTP").status_code == 302
    assert Edition.objects.get(pk=draft.pk).provenance["ground"] == "QĐ 1/QĐ-BTP"


def test_from_what_is_in_force_a_draft_is_made_by_one_press(desk, published):
    assert at(published, "draft") in page_of(desk, at(published, "change"))
    response = press(desk, at(published, "draft"))
    draft = published.procedure.editions.get(state="draft")
    assert response.headers["Location"] == at(draft, "change")


def test_a_second_draft_leads_to_the_first(desk, published):
    sent = press(desk, at(published, "draft"))
    page = page_of(desk, at(published, "draft"))
    assert sent.headers["Location"] in page and 'type="submit"' not in page.split("<main")[1]
    assert at(published, "draft") not in page_of(desk, at(published, "change"))


def test_a_draft_made_meanwhile_is_told(desk, published):
    url = at(published, "draft")
    page = desk.get(url)
    drafting.draft_from(Edition.objects.get(pk=published.pk))
    token = page.content.decode().split('name="form_token" value="')[1].split('"')[0]
    assert desk.post(url, {"form_token": token}).status_code == 409


def test_what_changed_is_shown_word_by_word(desk, draft):
    Edition.objects.filter(pk=draft.pk).update(name="Xác nhận tình trạng đất ở")
    page = page_of(desk, at(draft, "difference"))
    assert "<del>nhà</del>" in page and "<ins>đất</ins>" in page


def test_a_changed_condition_is_a_change(desk, draft):
    Fee.objects.create(edition=draft, channel="2", number=1, amount=1, condition={"question": "channel", "is": "2"})
    assert "Chỉ khi Cách nộp hồ sơ là “trực tuyến”" in text_of(desk.get(at(draft, "difference")))


def test_a_draft_is_thrown_away(desk, draft):
    press(desk, at(draft, "discard"))
    assert not Edition.objects.filter(pk=draft.pk).exists()


def test_a_draft_of_a_decision_stays(desk, draft):
    decision().lines.create(procedure=draft.procedure, effect="amended", edition=draft)
    response = press(desk, at(draft, "discard"))
    assert response.status_code == 409 and "Hãy bỏ khỏi quyết định trước" in text_of(response)


def test_the_tabs_lead_to_every_part(desk, draft):
    page = page_of(desk, at(draft, "change"))
    for tab in ("content", "papers", "times", "fees", "agencies", "form", "examples", "preview", "difference"):
        assert f'href="{at(draft, tab)}"' in page


def test_an_edition_that_is_not_there(desk, draft):
    for key in (0, 999999, "x", "1x"):
        assert desk.get(reverse("admin:procedures_edition_change", args=[key])).status_code == 404
