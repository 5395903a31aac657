"""What an administrator changes is on readers' pages with the next request, though these are kept."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.agencies.models import Agency, Level
from procedures import drafting, generation, publishing
from procedures.models import PARTS, Decision, Field, Guide, LifeEvent, Procedure, Synonym
from procedures.search import reindex
from tests.factories import AgencyFactory, FieldFactory, ProcedureFactory
from tests.portal.desk import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]


@pytest.fixture
def desk(catalogue_admin) -> Client:
    return enter(catalogue_admin)


@pytest.fixture
def procedure(db) -> Procedure:
    """Handled by a department, and found."""
    department = AgencyFactory(kind="department", level=Level.PROVINCE, name="Sở Tư pháp", key="so-tu-phap")
    field = FieldFactory(code="X", name="Nhà ở", department=department)
    made = ProcedureFactory(current__field=field, current__levels=[Level.PROVINCE], current__online_level=1)
    reindex()
    return made


def read(address: str) -> str:
    return Client().get(address).content.decode()


def decided(procedure: Procedure, effect: str, **line: object) -> Decision:
    day = date(2020, 12, 1)
    decision = Decision.objects.create(
        number="9/QĐ", subject="Công bố", signed_on=day, signer="Lê Ánh Dương", effective_on=day
    )
    decision.lines.create(procedure=procedure, effect=effect, **line)
    return decision


def save(desk: Client, row: object, **values: object) -> None:
    """The form of a row at the desk, with some of its fields changed."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"  # type: ignore[attr-defined]
    address = reverse(name, args=[row.pk])  # type: ignore[attr-defined]
    page = desk.get(address)
    form = page.context["adminform"].form
    asked = {field.html_name: field.value() for field in form}
    for formset in page.context["inline_admin_formsets"]:
        asked |= {field.html_name: field.value() for field in formset.formset.management_form}
    asked = {key: value for key, value in (asked | values).items() if value is not None and value is not False}
    answer = desk.post(address, asked)
    assert answer.status_code == 302, answer.context["errors"]


def test_a_published_edition(procedure):
    draft = drafting.draft_from(procedure.current)
    draft.name = "Xác nhận kiểu mới"
    draft.save(update_fields=["name"])
    addresses = (f"/thu-tuc/{procedure.code}/", "/thu-tuc/")
    assert not any("Xác nhận kiểu mới" in read(address) for address in addresses)
    publishing.publish(decided(procedure, "amended", edition=draft), by=None)
    assert all("Xác nhận kiểu mới" in read(address) for address in addresses)


def test_an_abolished_procedure(procedure):
    address = f"/thu-tuc/{procedure.code}/"
    assert "hẹn trả" in read(address)
    assert address in read("/thu-tuc/")
    publishing.publish(decided(procedure, "abolished"), by=None)
    assert "hẹn trả" not in read(address)
    assert address not in read("/thu-tuc/")


def test_a_guide(procedure, desk):
    guide = Guide.objects.create(kind="steps", title="Nộp hồ sơ", procedure=procedure, is_published=True)
    addresses = (f"/thu-tuc/{procedure.code}/", "/huong-dan/", f"/huong-dan/{guide.uuid}/")
    assert all("Nộp hồ sơ" in read(address) for address in addresses)
    save(desk, guide, title="Cách nộp từng bước")
    assert all("Cách nộp từng bước" in read(address) for address in addresses)


def test_a_guide_taken_back(procedure, desk):
    guide = Guide.objects.create(kind="steps", title="Cách nộp", procedure=procedure, is_published=True)
    address = f"/huong-dan/{guide.uuid}/"
    assert Client().get(address).status_code == 200
    save(desk, guide, is_published=False)
    assert Client().get(address).status_code == 404


def test_a_synonym(procedure, desk):
    synonym = Synonym.objects.create(said="giay tay", written="khong co")
    assert f"/thu-tuc/{procedure.code}/" not in read("/thu-tuc/?q=giay+tay")
    save(desk, synonym, written="xac nhan")
    assert f"/thu-tuc/{procedure.code}/" in read("/thu-tuc/?q=giay+tay")


def test_a_life_event(procedure, desk):
    event = LifeEvent.objects.create(
        slug="nha-o", name_vi="Mua nhà", name_en="Housing", number=1, audience=LifeEvent.Audience.PERSON
    )
    event.entries.create(procedure=procedure, number=1)
    assert all("Mua nhà" in read(address) for address in ("/", "/thu-tuc/su-kien/nha-o/"))
    LifeEvent.objects.filter(pk=event.pk).update(name_vi="Tổ ấm")
    assert all("Tổ ấm" in read(address) for address in ("/", "/thu-tuc/su-kien/nha-o/"))


def test_an_agency(procedure, administrator):
    addresses = (f"/thu-tuc/{procedure.code}/", "/thu-tuc/co-quan/", "/thu-tuc/co-quan/so-tu-phap/")
    assert all("Sở Tư pháp" in read(address) for address in addresses)
    save(enter(administrator), Agency.objects.get(key="so-tu-phap"), name="Sở Nội vụ")
    assert all("Sở Nội vụ" in read(address) for address in addresses)
    assert not any("Sở Tư pháp" in read(address) for address in addresses)


def test_who_is_in_charge_of_a_field(procedure, desk):
    AgencyFactory(kind="department", level=Level.PROVINCE, name="Sở Y tế", short_name="Sở Y tế", key="so-y-te")
    assert "Sở Y tế" not in read(f"/thu-tuc/{procedure.code}/")
    save(desk, Field.objects.get(code="X"), department=Agency.objects.get(key="so-y-te").pk)
    assert "Sở Y tế" in read(f"/thu-tuc/{procedure.code}/")


# --- Nothing that a page reads is forgotten ---------------------------------------------------

READ_ONLY = {f"procedures_{model._meta.model_name}" for model in PARTS}
"""Parts of published editions, which the database itself keeps as they are (test_immutable)."""

NOT_SHOWN = {
    "procedures_cataloguechange",  # the state itself
    "procedures_askedquery",  # counted, never shown to readers
    "files_storedfile",  # inserted and never changed; what refers to it is watched
}


def watched() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'catalogue_changed'")
        return {table for (table,) in cursor.fetchall()}


def test_every_table_that_pages_are_made_from_is_watched(procedure):
    guide = Guide.objects.create(kind="steps", title="Cách nộp", procedure=procedure, is_published=True)
    guide.steps.create(number=1, text="Mở trang")
    event = LifeEvent.objects.create(slug="nha-o", name_vi="Nhà ở", name_en="Housing", number=1)
    event.entries.create(procedure=procedure, number=1)
    publishing.publish(decided(ProcedureFactory(code="1.999999"), "abolished"), by=None)
    addresses = [
        "/", "/thu-tuc/", "/thu-tuc/?q=xac+nhan", f"/thu-tuc/?linh-vuc={procedure.current.field_id}&cap=1",
        f"/thu-tuc/{procedure.code}/", "/thu-tuc/1.999999/", "/thu-tuc/linh-vuc/", "/thu-tuc/co-quan/",
        "/thu-tuc/co-quan/so-tu-phap/", "/thu-tuc/su-kien/nha-o/", "/huong-dan/", f"/huong-dan/{guide.uuid}/",
        "/so-do-cong/",
    ]  # fmt: skip
    generation.forget()
    with CaptureQueriesContext(connection) as made:
        assert {Client().get(address).status_code for address in addresses} == {200}
    tables = {
        table
        for query in made.captured_queries
        for table in re.findall(r'(?:FROM|JOIN)\s+"?([a-z]+_[a-z]+)\b(?!\()', query["sql"])
    }
    assert {"procedures_procedure", "procedures_searchentry", "agencies_agency", "calendar_workday"} <= tables
    assert tables - watched() - READ_ONLY - NOT_SHOWN == set()
