"""The real catalogue, where it lies beside the project: the national records, and what is ours of the curated ones."""

import gzip
import json
from pathlib import Path

import pytest

from portal.agencies import seed as agencies
from portal.vietnamese import plain
from procedures import editions, search, synonyms
from procedures import seed as fields
from procedures.models import Edition, Field, Procedure
from procedures.national_record import read

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
NATIONAL = DATA / "national_procedures.jsonl.gz"
DEMO = Path(__file__).resolve().parents[2] / "demo" / "procedures.json"

needs_data = pytest.mark.skipif(not NATIONAL.exists(), reason="the national records do not lie beside the project")


def load() -> int:
    """Every national record, and those of the demonstration the nation does not list. Gives the number."""
    with gzip.open(NATIONAL, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    there = {raw["MATTHC"] for raw in records}
    ours = json.loads(DEMO.read_text(encoding="utf-8"))[:60]
    return _load([*records, *(raw for raw in ours if raw["MATTHC"] not in there)])


def load_demonstration() -> int:
    """Every record of the demonstration. Gives the number."""
    return _load(json.loads(DEMO.read_text(encoding="utf-8")))


def _load(records: list[dict]) -> int:
    agencies.seed()
    fields.seed()
    synonyms.seed()
    known = {plain(field.name): field for field in Field.objects.all()}
    for raw in records:
        _add(raw, known)
    return search.reindex()


def _add(raw: dict, known: dict[str, Field]) -> None:
    record = read(raw)
    procedure = Procedure.objects.create(code=record.code)
    edition = editions.create(procedure, record, raw, editions.field_for(record, known, []))
    edition.state = Edition.State.PUBLISHED
    edition.save(update_fields=["state"])
    procedure.current = edition
    procedure.save(update_fields=["current"])
