"""The plan at the desk: its progress, its services, and their steps."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures.models import Plan, PlanEntry
from tests.dossiers.pages import page_of, send
from tests.factories import AgencyFactory, ProcedureFactory
from tests.portal.desk import enter
from tests.procedures.plans.services import DUE, planned, service
from tests.procedures.plans.test_raising import filed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(catalogue_admin):
    return enter(catalogue_admin)


@pytest.fixture
def plan(db):
    return planned()


def progress(plan) -> str:
    return reverse("admin:procedures_plan_progress", args=[plan.pk])


def move(entry) -> str:
    return reverse("admin:procedures_planentry_move", args=[entry.pk])


def test_progress_counts_by_step_agency_and_level(desk, plan):
    service(plan, integrated_on=DUE, agency=AgencyFactory(name="Sở Tư pháp"))
    page = page_of(desk, progress(plan))
    assert all(text in page for text in ("50%", "10%", "Sở Tư pháp", "1 / 1"))


def test_late_services_are_named(desk, plan):
    late = service(plan, due_on=DUE)
    assert late.procedure.code in page_of(desk, progress(plan))
    assert "Không có dịch vụ nào trễ hạn" not in page_of(desk, progress(plan))


def test_services_used_online_are_named_for_level_four(desk, plan):
    entry = service(plan, integrated_on=DUE)
    assert "Có thể nâng lên mức độ 4" not in page_of(desk, progress(plan))
    filed(entry.procedure.current, "2")
    assert "Có thể nâng lên mức độ 4" in page_of(desk, progress(plan))


def test_more_services_cost_no_more_queries(desk, plan, django_assert_max_num_queries):
    for _ in range(15):
        service(plan, due_on=DUE, agency=AgencyFactory())
    with django_assert_max_num_queries(20):
        page_of(desk, progress(plan))
    with django_assert_max_num_queries(18):
        page_of(desk, reverse("admin:procedures_planentry_changelist"))


def test_the_list_of_plans_counts_what_is_integrated(desk, plan):
    service(plan, integrated_on=DUE), service(plan, integrated_on=DUE, status="dropped"), service(plan)
    assert "(50%)" in page_of(desk, reverse("admin:procedures_plan_changelist"))


def test_a_target_beyond_the_services_there_are_is_told_beside_the_field(desk):
    at = reverse("admin:procedures_plan_add")
    page = desk.post(at, {"year": 2021, "target": 12, "out_of": 10}).content.decode()
    assert "Chỉ tiêu không được nhiều hơn số dịch vụ trực tuyến" in page
    assert desk.post(at, {"year": 2021, "target": 10, "out_of": 10}).status_code == 302


def test_a_plan_with_services_is_not_deleted(desk, plan):
    at = reverse("admin:procedures_plan_delete", args=[plan.pk])
    service(plan)
    assert desk.post(at, {"post": "yes"}).status_code == 403
    PlanEntry.objects.all().delete()
    assert desk.post(at, {"post": "yes"}).status_code == 302
    assert not Plan.objects.exists()


def test_a_service_is_chosen_by_its_code(desk, plan):
    procedure, at = ProcedureFactory(), reverse("admin:procedures_planentry_add")
    page = desk.post(at, {"plan": plan.pk, "procedure": "9.999999", "status": "active"}).content.decode()
    assert "Không có thủ tục đang dùng nào mang mã này" in page and "9.999999" in page
    desk.post(at, {"plan": plan.pk, "procedure": procedure.code, "status": "active"})
    assert PlanEntry.objects.get().history.get().step == PlanEntry.Step.CHOOSE


def test_who_is_in_charge_is_changed_without_touching_the_step(desk, plan):
    entry, agency = service(plan, integrated_on=DUE), AgencyFactory(kind="department")
    at = reverse("admin:procedures_planentry_change", args=[entry.pk])
    desk.post(at, {"status": "active", "agency": agency.pk, "responsible": "Nguyễn Văn A", "step": 1})
    entry.refresh_from_db()
    assert (entry.agency, entry.responsible, entry.step, entry.integrated_on) == (agency, "Nguyễn Văn A", 7, DUE)


def test_what_is_integrated_is_not_deleted(desk, plan):
    entry = service(plan, integrated_on=DUE)
    assert desk.post(reverse("admin:procedures_planentry_delete", args=[entry.pk]), {"post": "yes"}).status_code == 403


def test_moving_leads_back_to_the_service_with_its_history(desk, plan):
    entry = service(plan)
    answer = send(desk, move(entry), step="7", on="2020-11-20", note="Đã lên cổng quốc gia")
    entry.refresh_from_db()
    assert (entry.step, entry.integrated_on) == (7, date(2020, 11, 20))
    assert "Đã lên cổng quốc gia" in page_of(desk, answer.headers["Location"])


def test_a_day_in_the_future_is_told_beside_the_field(desk, plan):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    page = send(desk, move(service(plan)), step="7", on=tomorrow, note="Ghi chú").content.decode()
    assert "Ngày tích hợp không được sau hôm nay" in page and "Ghi chú" in page


def test_what_is_put_aside_has_no_form_and_does_not_move(desk, plan):
    entry = service(plan)
    page = page_of(desk, move(entry))
    PlanEntry.objects.update(status="paused")
    token = page.split('name="form_token" value="')[1].split('"')[0]
    answer = desk.post(move(entry), {"form_token": token, "step": "6"})
    assert answer.status_code == 409
    assert "Hãy đưa trở lại trước" in answer.content.decode()


def test_the_same_form_moves_once(desk, plan):
    entry = service(plan)
    token = page_of(desk, move(entry)).split('name="form_token" value="')[1].split('"')[0]
    for _ in range(2):
        assert desk.post(move(entry), {"form_token": token, "step": "6"}).status_code == 302
    assert entry.history.count() == 1
