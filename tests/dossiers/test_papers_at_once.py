"""Two windows act on the same papers at once (case UP-18): rows and files agree, and nothing slips in after the
hand-in."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations_with_replacement

import pytest
from django.db import connection

from dossiers import drafts, papers
from dossiers.act import Refusal
from dossiers.models import Dossier, Status
from portal.files.storage import path_of
from tests.dossiers.photographed import given, paper, photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def pages(draft, component):
    return [papers.add(draft, component, paper(photo(seed).read())) for seed in (1, 2, 3)]


def add(draft, component, pages, content):
    papers.add(draft, component, content)


def remove(draft, component, pages, content):
    papers.remove(draft, pages[0])


def move(draft, component, pages, content):
    papers.move_down(draft, pages[0])


def join(draft, component, pages, content):
    papers.join(draft, component)


def submit(draft, component, pages, content):
    drafts.submit(draft, draft.submitter, draft.version)


VERBS = [add, remove, move, join, submit]


def do(verb, start, draft, component, pages) -> None:
    try:
        mine, content = Dossier.objects.get(pk=draft.pk), paper(photo(9).read())
        start.wait(60)
        verb(mine, component, pages, content)
    except Refusal:
        pass
    finally:
        connection.close()


@pytest.mark.parametrize(
    "pair", list(combinations_with_replacement(VERBS, 2)), ids=lambda pair: "-".join(v.__name__ for v in pair)
)
def test_rows_and_files_agree_whoever_was_first(draft, component, pages, pair):
    start = threading.Barrier(2)
    with ThreadPoolExecutor(2) as windows:
        list(windows.map(lambda verb: do(verb, start, draft, component, pages), pair))
    draft.refresh_from_db()
    files = given(draft)
    assert all(path_of(file.stored.uuid).stat().st_size == file.stored.size for file in files)
    assert len(files) >= 1
    if draft.status == Status.SUBMITTED:
        assert (
            sum(file.stored.is_picture for file in files) <= 1
        )  # what came before was joined, what came later refused
