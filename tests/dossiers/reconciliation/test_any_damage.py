"""Whatever is damaged on either side: one run and the drain make both ledgers equal where that is safe and list the
rest; a second run finds nothing. With the healing switched off the same property must fail."""

import itertools
from contextlib import suppress

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dossiers.models import Dossier, Mismatch, NationalMessage, Reconciliation
from tests.dossiers.reconciliation.ledgers import Ledgers

pytestmark = pytest.mark.django_db
DOSSIERS = 5


def forget_marks(code: str) -> None:
    Dossier.objects.filter(code=code).update(nation_digest="", nation_knows_since=None)


number = itertools.count(1)
SAFE = {
    "lose": lambda nation, code: nation.lose(code),
    "alter_name": lambda nation, code: nation.alter(code, ChuHoSo="Khác"),
    "alter_day": lambda nation, code: nation.alter(code, NgayTiepNhan="20200102000000"),
    "alter_unit": lambda nation, code: nation.alter(code, DonViXuLy="Nơi khác"),
    "earlier": lambda nation, code: nation.alter(code, TrangThaiHoSo="1"),
    "lose_first_line": lambda nation, code: nation.lose_line(code, 0),
    "lose_last_line": lambda nation, code: nation.lose_line(code, 2),
    "never_told": lambda nation, code: Dossier.objects.filter(code=code).update(summary=f"Đổi {code[-4:]}"),
    "marks_lost": lambda nation, code: forget_marks(code),
    "never_owed": lambda nation, code: NationalMessage.objects.filter(subject__code=code).delete(),
}
UNSAFE = {
    "further": lambda nation, code: nation.alter(code, TrangThaiHoSo="10"),
    "foreign_line": lambda nation, code: nation.add_line(code),
    "foreign_dossier": lambda nation, code: nation.invent(f"000.99.22.H02-200601-{next(number):04d}", like=code),
}
PLANS = st.lists(
    st.tuples(st.integers(0, DOSSIERS - 1), st.sampled_from(sorted(SAFE | UNSAFE))), min_size=1, max_size=6,
    unique_by=lambda damage: damage[0],
)  # fmt: skip
LOOKS = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)


def damage(ledgers: Ledgers, codes: list[str], plan: list[tuple[int, str]]) -> int:
    """Do what ``plan`` says; how many of it only people may decide."""
    for place, kind in plan:
        (SAFE | UNSAFE)[kind](ledgers.nation, codes[place])
    return sum(kind in UNSAFE for _, kind in plan)


def fresh(ledgers: Ledgers) -> list[str]:
    """The next example begins with open differences decided and both sides equal."""
    Mismatch.objects.all().delete()
    ledgers.nation.do("DELETE FROM mock_national_dossiercopy")
    ledgers.nation.do("DELETE FROM mock_national_progressline")
    return [dossier.code for dossier in ledgers.told(DOSSIERS)]


def both_sides_again(ledgers: Ledgers) -> None:
    """What earlier examples left is not part of this one."""
    NationalMessage.objects.update(sent_at=None, next_attempt_at=timezone.now())
    Dossier.objects.update(nation_knows_since=None, nation_digest="")


@LOOKS
@given(plan=PLANS)
def test_one_run_heals_what_is_safe_and_lists_the_rest(ledgers, plan):
    both_sides_again(ledgers)
    codes = fresh(ledgers)
    unsafe = damage(ledgers, codes, plan)
    first = ledgers.compare(Reconciliation.Mode.FULL)
    ledgers.send()
    second = ledgers.compare(Reconciliation.Mode.FULL)
    assert (second.found, second.under_way, second.left) == (0, 0, unsafe)
    assert unsafe or second.digest_here == second.digest_there
    assert first.left == unsafe


class Undone(Exception):
    """Takes a whole run back, with everything it put right."""


def test_without_healing_the_property_fails(ledgers):
    """The negative control: the property above must be able to fail."""
    codes = [dossier.code for dossier in ledgers.told(DOSSIERS)]
    ledgers.nation.lose(codes[0])
    with suppress(Undone), transaction.atomic():
        ledgers.compare()
        raise Undone
    ledgers.send()
    second = ledgers.compare()
    assert second.found == 1
    assert second.digest_here != second.digest_there
