"""Whoever saves while somebody publishes comes before it or is refused; nothing typed is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from procedures import drafting, publishing
from procedures.editing import saving
from procedures.models import Component, Edition, Fee
from tests.factories import PostFactory, ProcedureFactory
from tests.procedures.desk.pages import as_shown, at, opened, press, text_of


@pytest.fixture
def paper(draft):
    return Component.objects.create(edition=draft, number=1, name="Tờ khai", originals=1)


def publish(draft):
    publishing.publish_edition(Edition.objects.get(pk=draft.pk), by=None, ground="QĐ 1")


@pytest.mark.django_db
def test_what_was_typed_while_somebody_published_is_shown_once_more(desk, draft, paper):
    url = at(draft, "paper", paper.pk)
    sent = {"action": "save"} | as_shown(desk, url) | opened(desk, url) | {"note": "Một ghi chú dài"}
    publish(draft)
    response = desk.post(url, sent)
    assert response.status_code == 409
    assert "Một ghi chú dài" in text_of(response) and "Tạo bản nháp từ phiên bản này" in text_of(response)
    assert Component.objects.get(pk=paper.pk).note == ""


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["content", "case_add", "papers"])
def test_nothing_of_a_published_edition_is_changed(desk, draft, page):
    url = at(draft, page)
    sent = opened(desk, url) | {"action": "save", "name": "Tên khác"}
    publish(draft)
    assert desk.post(url, sent).status_code == 409


@pytest.mark.django_db
def test_publishing_twice_is_told(desk, draft):
    sent = opened(desk, at(draft, "publish")) | {"ground": "QĐ 2"}
    publish(draft)
    assert desk.post(at(draft, "publish"), sent).status_code == 409
    assert Edition.objects.get(pk=draft.pk).provenance["ground"] == "QĐ 1"


@pytest.mark.django_db
def test_a_draft_discarded_while_it_was_published_stays(desk, draft):
    sent = opened(desk, at(draft, "discard"))
    publish(draft)
    assert desk.post(at(draft, "discard"), sent).status_code == 409
    assert Edition.objects.filter(pk=draft.pk).exists()


@pytest.mark.django_db
def test_a_published_edition_leads_to_where_it_can_be_read(desk, published):
    assert desk.get(at(published, "case_add")).headers["Location"] == at(published, "change")
    assert press(desk, at(published, "draft")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_during_the_checks_waits_and_is_refused():
    """The publication holds the draft from before its checks until its end."""
    draft = drafting.draft_from(ProcedureFactory(current__online_level=1).current)
    person, held = PostFactory(role="catalogue").user, Event()

    def publishing_slowly():
        with transaction.atomic():
            Edition.objects.select_for_update().get(pk=draft.pk)
            held.set()
            publish(draft)
        connection.close()

    def saving_meanwhile() -> str:
        held.wait(10)
        row = Fee(edition=draft, channel="2", amount=1)
        try:
            saving.add(Edition.objects.get(pk=draft.pk), row, ["2"], by=person)
        except drafting.NotADraft:
            return "refused"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        published, saved = pool.submit(publishing_slowly), pool.submit(saving_meanwhile)
        published.result(30)
        assert saved.result(30) == "refused"
    assert not Fee.objects.filter(edition=draft).exists()


@pytest.mark.django_db(transaction=True)
def test_the_checks_look_at_what_was_saved_last():
    """A form changed between the page and the lock is checked as it is then."""
    draft = drafting.draft_from(ProcedureFactory(current__online_level=1).current)
    stale = Edition.objects.get(pk=draft.pk)
    Edition.objects.filter(pk=draft.pk).update(online_level=4, form={})
    with pytest.raises(publishing.NotPublished):
        publishing.publish_edition(stale, by=None, ground="QĐ 1")
