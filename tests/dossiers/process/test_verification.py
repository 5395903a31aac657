"""A verification is on record with time, place, participants and content, and its file is kept (Đ.19.3)."""

from typing import Any

import pytest
from django.utils import timezone

from dossiers.models import Attachment
from dossiers.process import refusals, steps
from tests.dossiers.process.ways import do, here
from tests.factories import StoredFileFactory

pytestmark = pytest.mark.django_db


def said() -> dict[str, Any]:
    return {
        "held_at": timezone.now(), "place": "Thôn Núi", "participants": "Trưởng thôn", "content": "Có nhà trên đất",
    }  # fmt: skip


def test_it_is_kept_with_its_file_and_moves_nothing(assigned, officer):
    do(steps.RECORD_VERIFICATION, assigned, officer, **said(), shown=StoredFileFactory())
    record = assigned.verifications.get()
    assert (record.place, record.recorded_by, record.file.kind) == ("Thôn Núi", officer, Attachment.Kind.INTERNAL)
    assert here(assigned) == [(3, 1, officer)]


@pytest.mark.parametrize("name", ["held_at", "place", "participants", "content"])
def test_none_of_the_four_may_be_missing(assigned, officer, name):
    with pytest.raises(refusals.ReasonMissing):
        do(steps.RECORD_VERIFICATION, assigned, officer, **said() | {name: ""})


def test_only_who_handles_the_dossier_records_one(assigned, second_officer):
    with pytest.raises(refusals.NotYourStep):
        do(steps.RECORD_VERIFICATION, assigned, second_officer, **said())


def test_several_may_be_recorded(assigned, officer):
    do(steps.RECORD_VERIFICATION, assigned, officer, **said())
    do(steps.RECORD_VERIFICATION, assigned, officer, **said() | {"place": "Thôn Đông"})
    assert assigned.verifications.count() == 2
