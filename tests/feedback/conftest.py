"""The office that receives petitions, an agency that handles them, and a petition of a citizen."""

from typing import Any

import pytest

from dossiers.act import Act
from feedback.enquiries import asking as enquiries
from feedback.enquiries import table as enquiry_table
from feedback.models import Enquiry, Petition
from feedback.petitions import table
from feedback.petitions.acting import perform
from feedback.petitions.filing import send
from feedback.spam import Sender
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from tests.factories import AgencyFactory, PostFactory
from tests.feedback import enquired
from tests.feedback.ratings import handed_over
from tests.feedback.scored import AUGUST, OCTOBER, decide, receive, submitted

WORDS = "Tôi chờ ở quầy chứng thực hai buổi sáng mà không ai gọi số."
ANSWER = "Phường đã mở thêm một quầy và xin lỗi bạn."


def written(**changed: Any) -> Petition:
    """Not saved."""
    facts = {
        "kind": "report", "name": "Trần Thị Hà", "phone": "0912345678", "address": "Thôn Núi, xã Tân Mỹ",
        "email": "ha@example.vn", "title": "Chờ quá lâu ở quầy chứng thực", "content": WORDS, **changed,
    }  # fmt: skip
    return Petition(**facts)


def done(action: table.Action, petition: Petition, by: User | None, **values: Any) -> Petition:
    perform(action, petition, Act(by, values={"note": "Đã xem.", **values}))
    return petition


@pytest.fixture
def office(db) -> Agency:
    return AgencyFactory(key="van-phong-ubnd-tinh", name="Văn phòng Ủy ban nhân dân tỉnh")


@pytest.fixture
def reception(office) -> User:
    return PostFactory(agency=office, role=Role.OFFICER).user


@pytest.fixture
def petition(calendar, citizen) -> Petition:
    return send(written(), Sender(citizen))


@pytest.fixture
def received(petition, reception) -> Petition:
    return done(table.RECEIVE, petition, reception)


@pytest.fixture
def handled(received, reception, officer, commune) -> Petition:
    """In the hands of the commune's officer."""
    done(table.TRANSFER, received, reception, agency=commune.pk, nature="conduct")
    return done(table.TAKE, received, officer)


@pytest.fixture
def answered(handled, officer, leader) -> Petition:
    done(table.PROPOSE, handled, officer, answer=ANSWER)
    return done(table.APPROVE, handled, leader)


# --- Questions and answers --------------------------------------------------------------------
@pytest.fixture
def enquiry(calendar, citizen, procedure) -> Enquiry:
    """Asked by the citizen about a procedure."""
    field = procedure.current.field
    return enquiries.send(enquired.asked(procedure=procedure, field=field), Sender(citizen))


@pytest.fixture
def assigned(enquiry, reception, commune) -> Enquiry:
    return enquired.done(enquiry_table.ASSIGN, enquiry, reception, agency=commune.pk)


@pytest.fixture
def proposed(assigned, officer) -> Enquiry:
    return enquired.done(enquiry_table.PROPOSE, assigned, officer, answer=enquired.REPLIED)


@pytest.fixture
def published(proposed, leader) -> Enquiry:
    """Answered, and in public."""
    return enquired.done(enquiry_table.APPROVE_PUBLIC, proposed, leader, **enquired.PUBLIC)


# --- A quarter to score -------------------------------------------------------------------------
@pytest.fixture
def many(time_machine, procedure, commune, unit, citizen, calendar, clerk, officer):
    """Five decided in August, on the spot of a Monday morning; the fifth after its three days."""
    time_machine.move_to(AUGUST)
    dossiers = [submitted(procedure, commune, unit, citizen) for _ in range(5)]
    for dossier in dossiers[:4]:
        handed_over(dossier, clerk, officer)
    receive(dossiers[4], clerk)
    time_machine.move_to(AUGUST.replace(day=20))
    decide(dossiers[4], officer)
    time_machine.move_to(OCTOBER)
    return dossiers
