"""Many clerks at once at three agencies, one intake in ten failing at its last step: codes 1 to n, none missing, none
twice (CO-01, smaller); and more than 9,999 in a day (CO-03)."""

import random
import threading
from collections import Counter
from queue import Empty, SimpleQueue

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from dossiers.act import Act
from dossiers.counter import intake
from dossiers.counter.intake import Brought, Place
from dossiers.models import Dossier
from portal.agencies.models import DailyCounter
from tests.chaos.world import Province
from tests.dossiers.counter import OWNER
from tests.dossiers.issued.reading import receipt_page
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db(transaction=True)
FLOWS, CLERKS = 150, 12


class LastStepFails(Exception):
    pass


def place_of(province: Province, desk: int) -> Place:
    agency, unit, _clerk, _officer = province.desks[desk]
    return Place(province.case, agency, unit, "1", "self", OWNER["owner_id_number"])


def flow(province: Province, desk: int, *, fails: bool) -> None:
    with transaction.atomic():
        intake.take_in(Brought(place_of(province, desk), OWNER), Act(province.desks[desk][2]))
        if fails:
            raise LastStepFails


def work_off(province: Province, waiting: SimpleQueue) -> None:
    try:
        while True:
            desk, fails = waiting.get_nowait()
            try:
                flow(province, desk, fails=fails)
            except LastStepFails:
                continue
    except Empty:
        connection.close()


def all_at_once(province: Province, plan: list[tuple[int, bool]]) -> None:
    waiting = SimpleQueue()
    for one in plan:
        waiting.put(one)
    clerks = [threading.Thread(target=work_off, args=(province, waiting)) for _clerk in range(CLERKS)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()


def test_codes_have_no_gap_and_no_double():
    province, rng = Province(agencies=3), random.Random(1)
    plan = [(rng.randrange(3), place % 10 == 9) for place in range(FLOWS)]
    all_at_once(province, plan)
    wanted = Counter(desk for desk, fails in plan if not fails)
    for desk, (agency, *_rest) in enumerate(province.desks):
        codes = Dossier.objects.filter(agency=agency).values_list("code", flat=True)
        assert sorted(int(code[-4:]) for code in codes) == list(range(1, wanted[desk] + 1))


def test_after_9998_five_at_once_get_their_numbers():
    province = Province(agencies=1)
    agency = province.desks[0][0]
    DailyCounter.objects.create(agency=agency, day=timezone.localdate(), last=9_998)
    all_at_once(province, [(0, False)] * 5)
    serials = sorted(int(code.rsplit("-", 1)[1]) for code in Dossier.objects.values_list("code", flat=True))
    assert serials == [9_999, 10_000, 10_001, 10_002, 10_003]


def test_a_code_of_five_digits_is_printed_and_found():
    province = Province(agencies=1)
    agency, _unit, clerk, _officer = province.desks[0]
    DailyCounter.objects.create(agency=agency, day=timezone.localdate(), last=9_999)
    flow(province, 0, fails=False)
    dossier = Dossier.objects.get()
    assert dossier.code in receipt_page(dossier)
    assert dossier.code in enter(clerk).get(reverse("admin:dossiers_dossier_changelist")).content.decode()
