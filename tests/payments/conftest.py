import pytest

from dossiers.act import Act
from payments import clearing
from payments.models import Attempt, PaymentRequest, Refund, WorkItem
from payments.settlement import settle
from portal.accounts.models import User
from portal.agencies.models import Agency, Level, Role
from tests.factories import AgencyFactory, PostFactory
from tests.payments import money


@pytest.fixture
def owed(dossier, clerk) -> PaymentRequest:
    """A received dossier owes 8.000 đồng."""
    return money.owing(dossier, clerk)


@pytest.fixture
def attempt(owed) -> Attempt:
    """At the platform."""
    return money.attempt(owed)


@pytest.fixture
def cashier(unit) -> User:
    """Keeps the till of the unit that received the dossier."""
    return PostFactory(agency=unit, role=Role.CASHIER, user__full_name="Phùng Thị Yến").user


@pytest.fixture
def chief(unit) -> User:
    """Leads that unit, and approves what others propose."""
    return PostFactory(agency=unit, role=Role.LEADER).user


@pytest.fixture
def foreign_cashier(db) -> User:
    return PostFactory(role=Role.CASHIER).user


@pytest.fixture
def provincial_cashier(db) -> User:
    """Of the province's centre, where money without a dossier is looked into."""
    centre = AgencyFactory(name="Trung tâm Phục vụ hành chính công", kind=Agency.Kind.ONE_STOP, level=Level.PROVINCE)
    return PostFactory(agency=centre, role=Role.CASHIER).user


@pytest.fixture
def double(attempt) -> WorkItem:
    """Paid twice: the second payment is held, and a person is to look."""
    for transaction in ("GD1", "GD2"):
        settle(money.paid(attempt, transaction))
    return WorkItem.objects.get()


@pytest.fixture
def refund(double, cashier) -> Refund:
    """Of the second payment, proposed by the cashier."""
    clearing.close(double, clearing.Choice(WorkItem.Step.REFUND), Act(cashier))
    return Refund.objects.get()
