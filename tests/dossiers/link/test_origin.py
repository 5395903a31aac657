"""A dossier begun by a link of the national portal remembers it; nobody else's does."""

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from tests.dossiers.pages import page_of, send

pytestmark = pytest.mark.django_db


def begun(window, address: str, procedure, commune) -> Dossier:
    send(window, address, case=procedure.current.cases.get().pk, agency=str(commune.uuid), owner_is="self")
    return Dossier.objects.get()


@pytest.mark.parametrize(("said", "came"), [("?nguon=cong-quoc-gia", True), ("", False), ("?nguon=khac", False)])
def test_it_is_what_the_address_said(sign_in, citizen, procedure, commune, unit, calendar, said, came):
    window, address = sign_in(citizen), reverse("start_dossier", args=[procedure.code]) + said
    assert page_of(window, address)
    assert begun(window, address, procedure, commune).came_from_nation is came
