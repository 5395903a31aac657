"""Who gets into the desk's rooms: by post, with a second factor, and to the dossiers of one's agencies alone."""

import uuid

import pytest
from django.urls import reverse

from portal.agencies.models import Role
from tests.dossiers.desk import LIST, PAGE, codes
from tests.factories import PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
AT_WORK = ["clerk", "officer", "leader"]
OTHERS_OF_THE_UNIT = [Role.CATALOGUE, Role.ADMIN]


@pytest.fixture
def desk(request):
    return lambda who: enter(request.getfixturevalue(who) if isinstance(who, str) else who)


def test_a_citizen_is_led_home(desk):
    answer = desk("citizen").get(reverse(LIST), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("home")


def test_a_post_without_the_second_factor_opens_nothing(sign_in, clerk, dossier):
    window = sign_in(clerk)
    for address in (reverse(LIST), reverse(PAGE, args=[dossier.uuid])):
        assert window.get(address).status_code == 302


@pytest.mark.parametrize("role", OTHERS_OF_THE_UNIT)
def test_a_post_of_the_unit_that_handles_no_dossiers_sees_none(desk, dossier, unit, role):
    window = desk(PostFactory(agency=unit, role=role).user)
    assert window.get(reverse(LIST)).status_code == 403
    assert window.get(reverse(PAGE, args=[dossier.uuid])).status_code in {403, 404}


def test_a_foreign_dossier_is_like_none(desk, dossier):
    window = desk("outsider")
    assert codes(window) == []
    for key in (dossier.uuid, uuid.uuid4()):
        assert window.get(reverse(PAGE, args=[key])).status_code == 404
        assert window.post(reverse(PAGE, args=[key]), {"action": "receive"}).status_code == 404


def test_the_desk_shows_what_one_handles_not_what_one_filed(desk, dossier, citizen):
    PostFactory(user=citizen, role=Role.CLERK)
    window = desk(citizen)
    assert codes(window) == []
    assert window.get(reverse(PAGE, args=[dossier.uuid])).status_code == 404


def test_a_post_that_ended_closes_the_door(desk, dossier, clerk):
    clerk.posts.update(until="2020-06-30")
    assert desk("clerk").get(reverse(PAGE, args=[dossier.uuid])).status_code == 302


@pytest.mark.parametrize("place", ["add/", "1/", "1/change/", "1/delete/", "1/history/"])
def test_nothing_generic_changes_a_dossier(desk, dossier, place):
    assert desk("clerk").get(reverse(LIST) + place).status_code == 404


@pytest.mark.parametrize("who", [*AT_WORK, "catalogue_admin"])
def test_the_start_page_opens_for_every_post(desk, who, dossier):
    assert desk(who).get(reverse("admin:index")).status_code == 200


def test_the_menu_speaks_vietnamese(desk):
    page = desk(PostFactory(role=Role.ADMIN).user).get(reverse("admin:index")).content.decode()
    assert "Cơ quan và vị trí công tác" in page
    assert "Tài khoản" in page


def test_an_administrator_never_sees_a_password(desk, clerk):
    clerk.set_password("một mật khẩu dài")
    clerk.save()
    window = desk(PostFactory(role=Role.ADMIN).user)
    page = window.get(reverse("admin:accounts_user_change", args=[clerk.pk])).content.decode()
    assert clerk.full_name in page
    assert clerk.password not in page and "argon2" not in page


@pytest.mark.parametrize("name", ["accounts_user", "agencies_agency", "agencies_post"])
def test_an_administrator_searches_and_adds(desk, clerk, name):
    window = desk(PostFactory(role=Role.ADMIN).user)
    for address in (reverse(f"admin:{name}_changelist") + "?q=a", reverse(f"admin:{name}_add")):
        assert window.get(address).status_code == 200
