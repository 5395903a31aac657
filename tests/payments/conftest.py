import pytest

from payments.models import Attempt, PaymentRequest
from tests.payments import money


@pytest.fixture
def owed(dossier, clerk) -> PaymentRequest:
    """A received dossier owes 8.000 đồng."""
    return money.owing(dossier, clerk)


@pytest.fixture
def attempt(owed) -> Attempt:
    """At the platform."""
    return money.attempt(owed)
