"""The national database of procedures.

``demo/procedures.json`` and every record of the file ``NATIONAL_CATALOGUE`` names (§5).
"""

import functools
import gzip
import json
from pathlib import Path
from typing import Any

from django.conf import settings

Record = dict[str, Any]


def _lines(path: Path) -> list[Record]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in raw.splitlines() if line.strip()]


@functools.cache
def _records() -> dict[str, Record]:
    """By code; a record of the named file goes before the demonstration's."""
    path = settings.DEMO_DIR / "procedures.json"
    own: list[Record] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    named = _lines(Path(settings.CATALOGUE_FILE)) if settings.CATALOGUE_FILE else []
    return {str(record.get("MATTHC", "")): record for record in [*own, *named]}


def knows(code: str) -> bool:
    return code in _records()


def listed() -> list[Record]:
    return [{"MATTHC": code, "TENTTHC": record.get("TENTTHC", "")} for code, record in _records().items()]


def procedure(code: str) -> list[Record]:
    record = _records().get(code)
    return [record] if record else []


def fields() -> list[Record]:
    found: dict[str, Record] = {}
    for record in _records().values():
        for item in record.get("LINHVUCTHUCHIEN") or []:
            code = str(item.get("MALINHVUC", ""))
            found.setdefault(
                code, {"MALINHVUC": code, "TENLINHVUC": item.get("TENLINHVUC", ""), "MANGANH": code.split("-")[0]}
            )
    return list(found.values())


@functools.cache
def agencies() -> list[Record]:
    path = settings.DEMO_DIR / "agencies.json"
    units = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [
        {"MADONVI": unit["code_2016"], "TENDONVI": unit["name"], "CAPDONVI": str(unit.get("level", ""))}
        for unit in units
    ]
