"""Every known fault of the national records is read safely and said in the report."""

import gzip
import json
from pathlib import Path

import pytest

from procedures import national_record
from tests.procedures.dirty_records import DIRTY
from tests.procedures.nation import CLEAN, clean

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "national_procedures.jsonl.gz"


@pytest.mark.parametrize("dirty", DIRTY, ids=lambda dirty: dirty.name)
def test_fault_is_reported_and_what_is_safe_is_kept(dirty):
    record = national_record.read(dirty.record)
    assert dirty.fault in record.faults if dirty.fault else record.faults == []
    assert dirty.kept(record) == dirty.expected


def test_forty_faults_are_known():
    assert len({dirty.fault for dirty in DIRTY if dirty.fault}) >= 40


def test_clean_record_has_no_fault():
    assert national_record.read(CLEAN).faults == []


@pytest.mark.parametrize("raw", [clean(MATTHC=""), clean(TENTTHC=" "), [], None, "1.001193"])
def test_what_has_no_code_or_name_is_no_record(raw):
    with pytest.raises(national_record.UnreadableRecord):
        national_record.read(raw)


@pytest.mark.skipif(not REAL.exists(), reason="the real catalogue is not beside this checkout")
def test_every_real_record_is_read():
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        records = [national_record.read(json.loads(line)) for line in lines]
    assert len({record.code for record in records}) == 1278
    assert all(record.name and record.levels and record.papers.cases for record in records)
