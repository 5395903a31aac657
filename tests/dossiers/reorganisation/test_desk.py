"""Prepared at the desk by one administrator, confirmed by another, refused to everybody else."""

import re
from datetime import date

import pytest
from django.urls import reverse

from portal.agencies.models import Agency, Change, Reorganisation, Role
from portal.agencies.reorganising import NOT_YET, put_in_force
from tests.dossiers.reorganisation.merging import successor
from tests.factories import AgencyFactory, PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
ADD, LIST = reverse("admin:agencies_reorganisation_add"), reverse("admin:agencies_reorganisation_changelist")
HEAD = {"number": "813/NQ-UBTVQH14", "about": "Sắp xếp cấp xã", "in_force_on": "01/01/2021"}


def token(page: str, button: str) -> str:
    form = next(form for form in page.split("<form")[1:] if button in form.split("</form")[0])
    return re.search(r'name="form_token" value="([^"]+)"', form).group(1)


@pytest.fixture
def first(administrator):
    return enter(administrator)


@pytest.fixture
def second(db):
    return enter(PostFactory(role=Role.ADMIN).user)


@pytest.fixture
def address(first):
    page = first.get(ADD).content.decode()
    return first.post(ADD, {**HEAD, "form_token": token(page, 'name="number"')}).url


def send(window, address, action, **typed):
    page = window.get(address).content.decode()
    prefixed = {f"{action}-{name}": value for name, value in typed.items()}
    return window.post(address, {**prefixed, "action": action, "form_token": token(page, f'value="{action}')})


def merged(window, address, old, new):
    return send(window, address, "line", kind="merge", agency=old.name, into=new.name)


def test_prepared_by_one_and_confirmed_by_another(first, second, address, administrator, commune):
    new = successor()
    assert merged(first, address, commune, new.agency).status_code == 302
    assert 'value="confirm"' not in first.get(address).content.decode()
    assert send(second, address, "confirm").status_code == 302
    made = Reorganisation.objects.get()
    assert made.prepared_by == administrator and made.confirmed_by != administrator
    assert 'value="line"' not in first.get(address).content.decode()


def test_the_preparer_s_own_confirmation_is_refused_in_words(first, address, commune):
    merged(first, address, commune, successor().agency)
    sent = {"action": "confirm", "form_token": token(first.get(address).content.decode(), 'value="discard"')}
    answer = first.post(address, sent)
    assert answer.status_code == 409 and "notice--error" in answer.content.decode()
    assert Reorganisation.objects.get().is_open


def test_the_page_counts_what_hangs_on_a_line(first, address, dossier, commune):
    merged(first, address, commune, successor().agency)
    assert "<strong>1</strong>" in first.get(address).content.decode().split('class="reorganisation__counts"')[1]


def test_a_new_agency_exists_from_the_day_on_and_takes_over(first, address, commune, unit):
    sent = {"name": "Ủy ban nhân dân phường Mới", "short_name": "Phường Mới", "code_2016": "9.9", "code_2020": "H02.9"}
    commune.parent = successor().agency
    commune.save(update_fields=["parent"])
    assert send(first, address, "found", **sent, like=commune.name).status_code == 302
    founded = Agency.objects.get(code_2016="9.9")
    assert founded.valid_from == NOT_YET and founded.kind == commune.kind
    assert merged(first, address, commune, founded).status_code == 302
    assert founded not in Agency.objects.existing(date(2021, 1, 1))


def test_once_in_force_it_exists_with_the_old_unit_under_it(second, address, commune, unit):
    founded = AgencyFactory(valid_from=NOT_YET)
    made = Reorganisation.objects.get()
    made.changes.create(kind="found", agency=founded, into=successor().agency)
    made.changes.create(kind="merge", agency=commune, into=founded)
    send(second, address, "confirm")
    put_in_force(made)
    unit.refresh_from_db()
    assert founded in Agency.objects.existing(date(2021, 1, 1)) and founded.one_stop() == unit
    assert commune not in Agency.objects.existing(date(2021, 1, 1))


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"kind": "merge", "into": "Không có"}, "into"), ({"kind": "rename"}, "name"), ({"kind": "field"}, "into")],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(first, address, commune, typed, field):
    page = send(first, address, "line", agency=commune.name, **typed).content.decode()
    assert f'id="id_line-{field}_error"' in page and commune.name in page
    assert not Change.objects.exists()


def test_what_ends_cannot_take_over(first, address, commune):
    new = successor()
    merged(first, address, commune, new.agency)
    page = merged(first, address, new.unit, commune).content.decode()
    assert 'id="id_line-into_error"' in page


def test_a_line_is_taken_out_again_and_the_whole_is_discarded(first, address, commune):
    merged(first, address, commune, successor().agency)
    line = Change.objects.get()
    assert send(first, address, f"remove:{line.pk}").status_code == 302
    assert not Change.objects.exists()
    assert send(first, address, "discard").url == LIST
    assert not Reorganisation.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "leader", "catalogue_admin"])
def test_only_system_administrators_come_in(request, who, address):
    window = enter(request.getfixturevalue(who))
    assert {window.get(page).status_code for page in (LIST, ADD, address)} == {403}
