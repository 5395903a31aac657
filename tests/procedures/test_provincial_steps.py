"""The internal processes of the demonstration add up to what the national records allow."""

import json

import pytest

from portal.agencies.models import Role
from procedures import editions, processes, provincial_steps
from procedures.models import Edition, Field, Procedure
from procedures.national_record import read
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
RULED = json.loads(provincial_steps.OWN.read_text(encoding="utf-8"))
RECORDS = {
    record["MATTHC"]: record
    for record in json.loads((provincial_steps.OWN.parent / "procedures.json").read_text(encoding="utf-8"))
    if record["MATTHC"] in RULED
}


def made(code: str, **changed) -> Edition:
    raw = RECORDS[code] | changed
    field = Field.objects.create(code="G15", name="Lĩnh vực")
    return editions.create(Procedure.objects.create(code=code), read(raw), raw, field)


@pytest.mark.parametrize("code", RULED)
def test_every_ruled_process_is_taken_and_fits(code):
    edition = made(code)
    assert edition.process_steps.count() == len(RULED[code]["steps"])
    assert list(processes.faults(edition)) == []


@pytest.mark.parametrize("code", RULED)
def test_it_begins_at_reception_and_a_leader_decides_after_the_appraisal(code):
    roles = [step["role"] for step in RULED[code]["steps"]]
    assert roles[0] == Role.CLERK
    assert Role.LEADER in roles[roles.index(Role.OFFICER) :]


def test_the_agency_of_a_branch_takes_part():
    police = AgencyFactory(key="cong-an-tinh", name="Công an tỉnh Bắc Giang", short_name="Công an tỉnh", level=1)
    edition = made("2.000488")
    assert edition.responsibilities.get().agency == police
    assert edition.process_steps.filter(unit=police.short_name).exists()


def test_steps_that_do_not_fit_the_published_limit_are_left_out():
    shorter = [{"KENH": "2", "THOIGIAN": [{"THOIGIANGIAIQUYET": "1", "DONVITINH": "Ngày làm việc", "MOTA": ""}]}]
    assert not made("1.001612", CACHTHUCTHUCHIEN=shorter).process_steps.exists()


def test_other_procedures_have_none():
    raw = RECORDS["1.001612"] | {"MATTHC": "9.999999"}
    field = Field.objects.create(code="G15", name="Lĩnh vực")
    edition = editions.create(Procedure.objects.create(code="9.999999"), read(raw), raw, field)
    assert not edition.process_steps.exists()
