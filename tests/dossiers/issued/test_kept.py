"""A paper is owed by its act, made once, and what is kept is what everybody gets."""

import hashlib

import pytest
from django.urls import reverse

from dossiers.issued import making
from dossiers.models import IssuedPaper
from portal.files.models import StoredFile
from tests.dossiers.issued.reading import content, one

pytestmark = pytest.mark.django_db


def test_reception_owes_a_receipt_and_makes_none_itself(received):
    paper = one(received, "receipt")
    assert (paper.number, paper.made_at, paper.facts) == (f"{received.code}/TNHS", None, {})


def test_the_task_makes_what_is_owed(received):
    making.drain()
    paper = one(received, "receipt")
    assert paper.made_at is not None and paper.is_signed
    assert paper.file.sha256 == hashlib.sha256(content(paper)).hexdigest()


def test_opening_makes_it_and_opening_again_gives_the_same_bytes(window, received):
    address = reverse("dossier_receipt", args=[received.uuid])
    first, again = window.get(address).content, window.get(address).content
    assert first == again == content(one(received, "receipt"))
    assert StoredFile.objects.filter(issued_paper__isnull=False).count() == IssuedPaper.objects.count() == 1
