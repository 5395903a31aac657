"""Digests of what the nation is told, so that two ledgers can be compared without exchanging them.

Both sides compute them by themselves, from the description in ``docs/integration.md``. An address of a file is there
or not, however it reads: it is signed anew. What is empty counts as absent, removed files as gone, and lists in no
order of their own.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

ADDRESSES = frozenset({"DuongDanTaiTepTin", "DuongDanTepTinKetQua"})
LINE = ("ThoiDiemXuLy", "TrangThai", "NguoiXuLy", "NoiDungXuLy")
"""What tells a line of a trail apart from another."""

Line = tuple[str, ...]


def record_digest(record: Mapping[str, Any]) -> str:
    return _hash(_canonical(_essence(record)))


def differing(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """The names of the fields in which two records differ."""
    here, there = _essence(ours), _essence(theirs)
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


def line_of(line: Mapping[str, Any]) -> Line:
    return tuple(str(line.get(name, "")) for name in LINE)


def trail_digest(lines: Iterable[Line]) -> str:
    return _hash("".join(sorted("|".join(line) + "\n" for line in lines)))


def group_digest(entries: Iterable[tuple[str, str, str]]) -> str:
    """Of (code, digest of the record, digest of the trail)."""
    return _hash("".join(sorted(f"{code}:{record}:{trail}\n" for code, record, trail in entries)))


def _essence(value: Any) -> Any:
    """``value`` without what does not count; falsy where nothing is left."""
    if isinstance(value, Mapping):
        kept = ((name, bool(held) if name in ADDRESSES else _essence(held)) for name, held in value.items())
        return {name: held for name, held in kept if held}
    if isinstance(value, list):
        present = (item for item in value if not (isinstance(item, Mapping) and str(item.get("IsDeleted")) == "True"))
        return sorted(filter(None, map(_essence, present)), key=_canonical)
    return "" if value is None else str(value)


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


NO_TRAIL = trail_digest([])
