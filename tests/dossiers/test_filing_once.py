"""Handing in happens once, however often and from wherever the button is pressed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from dossiers.drafts import Place, begin_another
from dossiers.models import Dossier, Status
from tests.dossiers.pages import hidden, page_of, send

BUTTON = {"declared": "on", "action": "submit"}


def form_of(window: Client, url: str) -> dict[str, str]:
    page = page_of(window, url)
    return BUTTON | {name: hidden(page, name) for name in ("form_token", "version")}


def press(cookies, url: str, values: dict[str, str]) -> str:
    window = Client()
    window.cookies = cookies
    try:
        return window.post(url, values).headers["Location"]
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_ten_equal_posts_at_once_make_one_dossier_with_one_number(draft, citizen, sign_in):
    window = sign_in(citizen)
    url = reverse("dossier_review", args=[draft.uuid])
    values = form_of(window, url)
    with ThreadPoolExecutor(10) as pool:
        places = list(pool.map(lambda _: press(window.cookies, url, values), range(10)))
    assert set(places) == {reverse("dossier", args=[draft.uuid])}
    dossier = Dossier.objects.get()
    assert dossier.status == Status.SUBMITTED
    assert dossier.events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_ten_equal_starts_would_make_many(procedure, commune, citizen, unit):
    """The control: the same act, each time without the token's row."""
    place = Place(procedure.current.cases.get(), commune, "self")

    def begin(_number) -> None:
        try:
            begin_another(citizen, place)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(begin, range(10)))
    assert Dossier.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_ten_equal_starts_at_once_make_one_draft(procedure, citizen, sign_in):
    window = sign_in(citizen)
    url = reverse("start_dossier", args=[procedure.code])
    values = {"form_token": hidden(page_of(window, url), "form_token"), "owner_is": "self"}
    with ThreadPoolExecutor(10) as pool:
        places = list(pool.map(lambda _: press(window.cookies, url, values), range(10)))
    assert len(set(places)) == 1
    assert Dossier.objects.count() == 1


@pytest.mark.django_db
def test_an_answer_lost_on_the_way_is_given_again(draft, citizen, sign_in):
    window = sign_in(citizen)
    url = reverse("dossier_review", args=[draft.uuid])
    values = form_of(window, url)
    first, again = (window.post(url, values) for _ in range(2))
    assert (first.status_code, first.url) == (again.status_code, again.url)
    assert Dossier.objects.get().events.count() == 1


@pytest.mark.django_db
def test_back_and_reload_after_the_hand_in_lead_to_the_dossier(draft, citizen, sign_in):
    window = sign_in(citizen)
    url = reverse("dossier_review", args=[draft.uuid])
    window.post(url, form_of(window, url))
    for page in (url, reverse("dossier_step", args=[draft.uuid, 1]), reverse("dossier_papers", args=[draft.uuid])):
        assert window.get(page).url == reverse("dossier", args=[draft.uuid])


@pytest.mark.django_db
def test_another_start_with_the_same_form_is_led_to_the_first(procedure, unit, citizen, sign_in):
    window = sign_in(citizen)
    url = reverse("start_dossier", args=[procedure.code])
    values = {"form_token": hidden(page_of(window, url), "form_token"), "owner_is": "self"}
    first = window.post(url, values).url
    second = window.post(url, values | {"owner_is": "person", "action": "start_another"})
    assert (second.status_code, Dossier.objects.count()) == (409, 1)
    assert f'href="{first}"' in second.content.decode()


@pytest.mark.django_db
def test_the_same_form_with_other_content_is_told_what_the_first_did(draft, citizen, sign_in):
    window = sign_in(citizen)
    url = reverse("dossier_review", args=[draft.uuid])
    values = form_of(window, url)
    window.post(url, values)
    second = window.post(url, values | {"declared": "yes"})
    assert second.status_code == 409
    assert reverse("dossier", args=[draft.uuid]) in second.content.decode()


@pytest.mark.django_db
def test_a_form_made_for_somebody_else_does_nothing(draft, citizen, other_citizen, sign_in):
    url = reverse("dossier_review", args=[draft.uuid])
    theirs = page_of(sign_in(other_citizen), reverse("lookup"))
    assert "form_token" not in theirs
    assert sign_in(citizen).post(url, BUTTON | {"form_token": "forged", "version": "0"}).status_code == 400


@pytest.mark.django_db
def test_a_review_of_an_older_version_is_not_handed_in(draft, citizen, sign_in):
    window = sign_in(citizen)
    url = reverse("dossier_review", args=[draft.uuid])
    old = form_of(window, url)
    send(window, reverse("dossier_step", args=[draft.uuid, 2]), summary="Điều khác")
    page = window.post(url, old)
    assert "Điều khác" in page.content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


@pytest.mark.django_db
def test_two_windows_on_one_step_show_both_versions(draft, citizen, sign_in):
    first, second = sign_in(citizen), sign_in(citizen)
    url = reverse("dossier_step", args=[draft.uuid, 2])
    page = page_of(second, url)
    send(first, url, summary="Bản thứ nhất")
    late = {name: hidden(page, name) for name in ("form_token", "version")} | {"summary": "Bản thứ hai"}
    conflict = second.post(url, late)
    assert conflict.status_code == 409
    assert {"Bản thứ nhất", "Bản thứ hai"} <= set(conflict.content.decode().replace(">", "<").split("<"))
    draft.refresh_from_db()
    assert draft.summary == "Bản thứ nhất"


@pytest.mark.django_db
def test_the_version_typed_last_can_be_kept(draft, citizen, sign_in):
    window = sign_in(citizen)
    url = reverse("dossier_step", args=[draft.uuid, 2])
    old = page_of(window, url)
    send(window, url, summary="Bản thứ nhất")
    page = window.post(url, {"form_token": hidden(old, "form_token"), "version": "0", "summary": "Bản thứ hai"})
    text = page.content.decode()
    again = {name: hidden(text, name) for name in ("form_token", "version", "summary")}
    window.post(url, again)
    draft.refresh_from_db()
    assert draft.summary == "Bản thứ hai"
