"""Twenty equal calls at one instant make one dossier (SY-03)."""

from collections import Counter

import pytest

from dossiers.models import Dossier, DossierEvent
from portal.files.models import StoredFile
from portal.notices.models import Notice
from tests.dossiers.at_once import at_once
from tests.dossiers.inward.sending import inline, of_the_nation, said

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TIMES = 20


def test_of_twenty_equal_calls_one_is_stored_and_the_others_are_told_so(asked):
    body, codes = of_the_nation(asked, TaiLieuNop=[inline()]), []
    at_once(*[lambda: codes.append(said(body)[0])] * TIMES)
    assert Counter(codes) == {0: 1, 1: TIMES - 1}
    kept = (Dossier, DossierEvent, StoredFile, Notice)
    assert [model.objects.count() for model in kept] == [1, 1, 1, 1]


def test_different_dossiers_at_once_are_all_stored(asked):
    codes = []
    at_once(*(lambda n=n: codes.append(said(of_the_nation(asked, MaHoSo=f"G22-{n}"))[0]) for n in range(8)))
    assert (codes, Dossier.objects.count()) == ([0] * 8, 8)
