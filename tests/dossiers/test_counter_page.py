"""The pages of an intake: found by a few letters, filled from what is known, three outcomes, nothing typed lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.models import CounterScan, Dossier, Guidance
from tests.dossiers.counter import CHOOSE, OWNER, address, errors, place_at, place_typed, press, taken_in
from tests.dossiers.pages import hidden, page_of
from tests.factories import AgencyFactory, ComponentFactory, IdentityFactory, ProcedureFactory, StoredFileFactory
from tests.portal.desk import enter
from tests.sheets import written_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(clerk, calendar):
    return enter(clerk)


@pytest.fixture
def paper(procedure):
    return ComponentFactory(edition=procedure.current, name="Giấy tờ nhà")


@pytest.fixture
def elsewhere(db):
    """Decided by a department that this unit does not serve."""
    other = AgencyFactory(kind="department", level=1)
    found = ProcedureFactory(current__levels=[1])
    type(found.current.field).objects.filter(pk=found.current.field_id).update(department=other)
    return found


def find(desk, procedure, **typed):
    token = hidden(page_of(desk, address(procedure)), "form_token")
    values = {**place_typed(**typed), "action": "find", "form_token": token}
    return desk.post(address(procedure), values).content.decode()


def test_the_only_one_that_fits_opens_at_once(desk, procedure):
    answer = desk.get(reverse(CHOOSE), {"q": "tinh trang nha"})
    assert answer.headers["Location"] == address(procedure)


def test_part_of_the_code_finds_it(desk, procedure):
    assert desk.get(reverse(CHOOSE), {"q": procedure.code[-4:]}).headers["Location"] == address(procedure)


def test_procedures_of_other_units_are_not_found(desk, elsewhere):
    assert desk.get(reverse(CHOOSE), {"q": elsewhere.code}).status_code == 200
    assert desk.get(address(elsewhere)).status_code == 404


def test_an_officer_has_no_counter(officer, procedure):
    assert enter(officer).get(reverse(CHOOSE)).status_code == 403


def test_the_nation_fills_in_whom_it_knows(desk, procedure):
    IdentityFactory(full_name="Hoàng Thị Yên", id_number=OWNER["owner_id_number"], phone="0911222333")
    page = find(desk, procedure)
    assert 'value="Hoàng Thị Yên"' in page
    assert 'value="0911222333"' in page


def test_an_earlier_dossier_here_fills_in_too(desk, clerk, procedure, commune, unit):
    before = taken_in(place_at(procedure, commune, unit), clerk)
    page = find(desk, procedure)
    assert f'value="{OWNER["owner_address"]}"' in page
    assert before.code in page


def test_who_comes_for_another_does_not_lend_the_owners_telephone(desk, procedure):
    IdentityFactory(full_name="Hoàng Thị Yên", id_number=OWNER["owner_id_number"], phone="0911222333")
    page = find(desk, procedure, came="other")
    assert 'value="Hoàng Thị Yên"' in page
    assert "0911222333" not in page


def test_another_number_brings_another_owner(desk, procedure):
    IdentityFactory(full_name="Hoàng Thị Yên", id_number="024190000777")
    page = press(desk, procedure, "find", number="024190000777", found_for=OWNER["owner_id_number"]).content.decode()
    assert 'value="Hoàng Thị Yên"' in page
    assert OWNER["owner_name"] not in page


def test_it_is_received_and_the_next_one_is_ready(desk, procedure):
    answer = press(desk, procedure, "take_in")
    dossier = Dossier.objects.get()
    assert answer.headers["Location"] == address(procedure, xong=dossier.uuid)
    page = page_of(desk, answer.headers["Location"])
    assert dossier.code in page
    assert 'name="number"' in page
    assert reverse("dossier_receipt", args=[dossier.uuid]) in page


def test_pressed_twice_it_is_one_dossier(desk, procedure):
    values = {**place_typed(), **OWNER, "nhan-sets": "1", "action": "take_in"}
    values["form_token"] = hidden(page_of(desk, address(procedure)), "form_token")
    assert {desk.post(address(procedure), values).headers["Location"] for _press in range(2)} == {
        address(procedure, xong=Dossier.objects.get().uuid)
    }


def test_nothing_typed_is_lost_and_each_error_stands_at_its_field(desk, procedure):
    answer = press(desk, procedure, "take_in", owner_name="", phone="12")
    assert {"owner_name", "phone"} <= errors(answer)
    assert f'value="{OWNER["owner_address"]}"' in answer.content.decode()
    assert not Dossier.objects.exists()


def test_a_wrong_number_above_loses_nothing_below(desk, procedure):
    answer = press(desk, procedure, "take_in", number="12", found_for=OWNER["owner_id_number"])
    assert "number" in errors(answer)
    assert f'value="{OWNER["owner_address"]}"' in answer.content.decode()
    assert not Dossier.objects.exists()


def test_a_missing_paper_is_said_at_the_paper(desk, procedure, paper):
    answer = press(desk, procedure, "take_in")
    assert f"giay-{paper.pk}-originals" in errors(answer)


def test_all_there_counts_what_the_law_demands(desk, procedure, paper):
    press(desk, procedure, "take_in", **{"nhan-all_there": "on"})
    assert Dossier.objects.get().papers_taken.get().originals == paper.originals


def test_what_is_typed_goes_before_what_the_law_demands(desk, procedure, paper):
    press(desk, procedure, "take_in", **{"nhan-all_there": "on", f"giay-{paper.pk}-certified": "2"})
    taken = Dossier.objects.get().papers_taken.get()
    assert (taken.originals, taken.certified) == (0, 2)


def test_a_scan_outlives_an_error(desk, procedure, paper, clerk):
    scan = SimpleUploadedFile("giay-nha.pdf", written_pdf(), "application/pdf")
    page = press(desk, procedure, "take_in", phone="12", **{f"giay-{paper.pk}-scan": scan}).content.decode()
    kept = CounterScan.objects.get()
    assert str(kept.uuid) in page
    press(desk, procedure, "take_in", **{f"giay-{paper.pk}-kept": str(kept.uuid)})
    assert Dossier.objects.get().attachments.get().stored == kept.stored
    assert not CounterScan.objects.exists()


def test_a_scan_of_somebody_else_is_none(desk, procedure, paper, officer):
    other = CounterScan.objects.create(stored=StoredFileFactory(), by=officer)
    answer = press(desk, procedure, "take_in", **{f"giay-{paper.pk}-kept": str(other.uuid)})
    assert f"giay-{paper.pk}-originals" in errors(answer)


def test_incomplete_gives_form_02_and_receives_nothing(desk, procedure, paper):
    answer = press(desk, procedure, "guide", **{"ket-luan-lines": "Chữ ký của hai vợ chồng"})
    slip = Guidance.objects.get()
    assert slip.lines == [paper.name, "Chữ ký của hai vợ chồng"]
    assert str(slip.uuid) in answer.headers["Location"]
    assert not Dossier.objects.exists()


def test_form_02_needs_no_complete_form(desk, procedure, paper):
    press(desk, procedure, "guide", owner_address="", phone="")
    assert Guidance.objects.get().person["name"] == OWNER["owner_name"]


def test_a_refusal_needs_its_reason(desk, procedure):
    assert "note" in errors(press(desk, procedure, "refuse"))
    press(desk, procedure, "refuse", **{"ket-luan-note": "Không thuộc thẩm quyền"})
    assert Guidance.objects.get().kind == "refused"


def test_slips_are_numbered_per_form_and_year(desk, procedure):
    for _slip in range(2):
        press(desk, procedure, "refuse", **{"ket-luan-note": "Không thuộc thẩm quyền"})
    press(desk, procedure, "guide", **{"ket-luan-lines": "Chữ ký"})
    assert sorted(Guidance.objects.values_list("kind", "number")) == [("incomplete", 1), ("refused", 1), ("refused", 2)]


@pytest.mark.parametrize(("action", "typed"), [("guide", "ket-luan-lines"), ("refuse", "ket-luan-note")])
def test_the_slip_prints(desk, procedure, action, typed):
    press(desk, procedure, action, **{typed: "Thiếu chữ ký của bên bán"})
    slip = reverse("admin:dossiers_counter_guidance_slip", args=[Guidance.objects.get().uuid])
    assert desk.get(slip).status_code == 200


def test_a_result_on_the_spot_is_received_and_returned(desk, procedure):
    press(desk, procedure, "receive_and_return", **{"ket-luan-result_number": "12/CT"})
    dossier = Dossier.objects.get()
    assert (dossier.status, dossier.result_number) == (10, "12/CT")
    assert dossier.finished_at == dossier.handed_over_at


def test_a_result_on_the_spot_has_a_number(desk, procedure):
    assert "result_number" in errors(press(desk, procedure, "receive_and_return"))


def test_by_post_the_clock_runs_from_the_signed_record(desk, procedure):
    signed = {"buu-chinh-consignment": "EB123", "buu-chinh-signed_at": "02/11/2020 09:30"}
    press(desk, procedure, "take_in", channel="3", **signed)
    dossier = Dossier.objects.get()
    assert f"{dossier.received_at:%Y-%m-%d %H:%M}" == "2020-11-02 02:30"
    assert dossier.events.get().at > dossier.received_at
    assert dossier.intake.consignment == "EB123"


def test_the_record_with_the_post_is_not_of_tomorrow(desk, procedure):
    signed = {"buu-chinh-consignment": "EB123", "buu-chinh-signed_at": "02/11/2099 09:30"}
    assert "signed_at" in errors(press(desk, procedure, "take_in", channel="3", **signed))
