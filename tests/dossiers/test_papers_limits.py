"""How much a dossier takes, whatever comes at once (case UP-03); a full disk costs nothing that was there (UP-17)."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from dossiers import papers
from dossiers.models import Attachment, Dossier
from portal.files.storage import store
from tests.dossiers.pages import page_of
from tests.dossiers.photographed import act, given, names, paper, photo

AT_ONCE, ALLOWED = 12, 5
CONTENT = photo().read()


@pytest.fixture(autouse=True)
def limits(settings, tmp_path):
    settings.FILES_DIR, settings.DOSSIER_FILES_MAX = tmp_path, ALLOWED


@pytest.mark.django_db
class TestAlone:
    def test_those_before_the_limit_are_kept_and_the_rest_is_told(self, window, draft, component):
        files = [photo(seed) for seed in range(ALLOWED + 2)]
        page = act(window, draft, component, action="add", file=files).content.decode()
        assert (len(given(draft)), page.count("tối đa 40 tệp") >= 2) == (ALLOWED, True)

    def test_the_bytes_of_all_files_together_are_limited(self, draft, component, settings):
        first = papers.add(draft, component, paper(CONTENT))
        settings.DOSSIER_BYTES_MAX = first.stored.size * 2 - 1
        with pytest.raises(papers.TooMuch):
            papers.add(draft, component, paper(CONTENT))

    def test_what_is_taken_out_makes_room(self, draft, component, settings):
        settings.DOSSIER_FILES_MAX = 1
        papers.remove(draft, papers.add(draft, component, paper(CONTENT)))
        assert papers.add(draft, component, paper(CONTENT)).pk

    def test_a_day_that_is_full_is_told_beside_the_control(self, window, draft, component, settings):
        settings.PERSON_FILES_A_DAY = 1
        act(window, draft, component, action="add", file=photo(1))
        page = act(window, draft, component, action="add", file=photo(2)).content.decode()
        assert ("Hãy tiếp tục vào ngày mai" in page, names(draft)) == (True, ["trang 1.jpg"])

    def test_a_full_disk_is_told_and_the_draft_is_whole(self, window, draft, component, settings):
        act(window, draft, component, action="add", file=photo(1))
        settings.FILES_RESERVE = 2**60
        answer = act(window, draft, component, action="add", file=photo(2))
        assert (answer.status_code, "hết chỗ chứa tệp" in answer.content.decode()) == (507, True)
        assert "trang 1.jpg" in page_of(window, reverse("dossier_papers", args=[draft.uuid]))


def unlocked(draft: Dossier, component, content) -> None:
    """The rival without protection: counts, then writes."""
    if given(draft).__len__() >= ALLOWED:
        raise papers.TooManyPapers
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.05)")
    Attachment.objects.create(dossier=draft, component=component, stored=store(content.file, by=None))


def kept_by(add, draft, component) -> int:
    start = threading.Barrier(AT_ONCE)

    def upload(_number: int) -> bool:
        mine = Dossier.objects.get(pk=draft.pk)
        content = paper(CONTENT)
        try:
            start.wait(60)
            add(mine, component, content)
        except papers.TooManyPapers:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as windows:
        return sum(windows.map(upload, range(AT_ONCE)))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_are_taken_than_fit(draft, component):
    assert kept_by(papers.add, draft, component) == ALLOWED == len(given(draft))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_more_would_be(draft, component):
    assert kept_by(unlocked, draft, component) > ALLOWED
