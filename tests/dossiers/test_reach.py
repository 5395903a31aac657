"""Who reaches a dossier outside the desk: the applicant always, officials who handle it with the second factor."""

import pytest
from django.urls import reverse

from portal.agencies.models import Role
from tests.factories import PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


def status(window, dossier) -> int:
    return window.get(reverse("dossier", args=[dossier.uuid])).status_code


def test_the_clerk_of_the_unit_reaches_it(dossier, clerk):
    assert status(enter(clerk), dossier) == 200


def test_without_the_second_factor_a_post_opens_nothing(dossier, clerk, sign_in):
    assert status(sign_in(clerk), dossier) == 404


@pytest.mark.parametrize("role", [Role.CATALOGUE, Role.ADMIN])
def test_an_administrator_at_the_same_unit_sees_no_dossier(dossier, unit, role):
    assert status(enter(PostFactory(agency=unit, role=role).user), dossier) == 404


def test_the_applicant_needs_no_second_factor(dossier, citizen, sign_in):
    assert status(sign_in(citizen), dossier) == 200
