"""One item of the national service ``LayThuTuc``, read into plain dataclasses (protocols §5, domain A3).

Real records are dirty (D16). Reading never stops at a fault: it does what is safe, and says so in ``faults``; only a
record without a code or a name is no record.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.vietnamese import plain
from procedures.legal_number import read_number
from procedures.national_limits import Charge, Limit, read_fee, read_limit
from procedures.national_papers import Papers, read_papers

CODE = re.compile(r"^(?P<code>\d\.\d{6})(?:\.(?P<suffix>(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Y]\d{2}))?$")
OWN_SUFFIX = ("000.00.00.H02", "H02")
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&nbsp;")
NO_FIELD = ("CHUA-RO", "Chưa phân lĩnh vực")
LEVELS = ((3, ("xa", "phuong", "thi tran")), (2, ("huyen", "quan", "thi xa")), (1, ("tinh", "thanh pho")), (0, ("bo",)))
CHANNELS = {"1", "2", "3"}
ONLINE = "2"
NATION = "Cơ sở dữ liệu quốc gia về thủ tục hành chính"


class UnreadableRecord(Exception):
    """Not a record of a procedure at all; the text says what is missing."""


@dataclass(frozen=True)
class NationalRecord:
    """What the nation says of a procedure, as far as it can be read."""

    code: str
    suffix: str
    name: str
    is_in_force: bool
    field_code: str
    field_name: str
    levels: list[int]
    decision: str
    steps: list[dict[str, Any]]
    audience: list[str]
    requirements: str
    results: list[dict[str, str]]
    legal_basis: list[dict[str, str]]
    handled_by: list[dict[str, str]]
    receiving_address: str
    keywords: str
    provenance: dict[str, Any]
    channels: list[str]
    papers: Papers
    limits: list[Limit]
    charges: list[Charge]
    faults: list[str] = field(default_factory=list)

    @property
    def is_online(self) -> bool:
        return ONLINE in self.channels


def short_code(code: str) -> tuple[str, str]:
    """The national code and the suffix of the publishing body, if any; a local code is its own."""
    found = CODE.match(code.strip())
    return (found["code"], found["suffix"] or "") if found else (code.strip(), "")


def preferred(codes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The code to ask for by short code; of two publications our own goes first, then the nation's."""
    chosen: dict[str, str] = {}
    for code, _name in codes:
        short, _suffix = short_code(code)
        if short:
            chosen[short] = min(chosen.get(short, code), code, key=preference)
    return chosen


def preference(code: str) -> int:
    """The lower, the rather it is taken."""
    suffix = short_code(code)[1]
    return 0 if suffix in OWN_SUFFIX else 1 if not suffix else 2


def read(raw: Any) -> NationalRecord:
    """Raises ``UnreadableRecord``."""
    faults: list[str] = []
    item = tidy(raw, faults)
    if not isinstance(item, dict) or not text(item, "MATTHC"):
        raise UnreadableRecord("record without a code")
    if not text(item, "TENTTHC"):
        raise UnreadableRecord("record without a name")
    code, suffix = _code(text(item, "MATTHC"), faults)
    field_code, field_name = _field(item, faults)
    limits, charges, channels = _channels(item, field_name, faults)
    return NationalRecord(
        code=code,
        suffix=suffix,
        name=_name(text(item, "TENTTHC"), code, faults),
        is_in_force=_is_in_force(item, faults),
        field_code=field_code,
        field_name=field_name,
        levels=_levels(item, faults),
        decision=text(item, "IDQUYETDINHCONGBO")[:200],
        steps=_steps(item),
        audience=list(
            dict.fromkeys(filter(None, (text(who, "TENDOITUONG") for who in items(item, "DOITUONGTHUCHIEN"))))
        ),
        requirements="" if plain(text(item, "YEUCAU")) in {"khong", "khong co"} else text(item, "YEUCAU"),
        results=_results(item, faults),
        legal_basis=_legal_basis(item, faults),
        handled_by=[
            {"code": text(unit, "MADONVI"), "name": text(unit, "TENDONVI")} for unit in items(item, "COQUANTHUCHIEN")
        ],
        receiving_address=text(item, "DIACHITIEPNHAN"),
        keywords=text(item, "TUKHOA"),
        provenance=item["GHICHUNGUON"]
        if isinstance(item.get("GHICHUNGUON"), dict)
        else {"source": NATION, "assumed": []},
        channels=channels,
        papers=read_papers(code, list(_groups(item)), faults),
        limits=limits,
        charges=charges,
        faults=list(dict.fromkeys(faults)),
    )


# --- Any shape of JSON ------------------------------------------------------------------------------
def tidy(value: Any, faults: list[str]) -> Any:
    """The same document with every text in NFC, without control characters, markup and blanks at the ends."""
    if isinstance(value, dict):
        return {str(key): tidy(entry, faults) for key, entry in value.items()}
    if isinstance(value, list):
        return [tidy(entry, faults) for entry in value]
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    return _tidy_text(str(value), faults)


def _tidy_text(said: str, faults: list[str]) -> str:
    if not unicodedata.is_normalized("NFC", said):
        faults.append("text not in composed letters (NFC)")
        said = unicodedata.normalize("NFC", said)
    if MARKUP.search(said):
        faults.append("markup in the text")
        said = MARKUP.sub(" ", said)
    kept = "".join(
        letter for letter in said if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co"}
    )
    if kept.replace("\n", "") != re.sub(r"[\n\r\t]", "", said):
        faults.append("invisible characters in the text")
    return "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip()


def text(item: dict[str, Any], key: str) -> str:
    value = item.get(key, "")
    return value if isinstance(value, str) else ""


def items(item: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = item.get(key)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


# --- Parts ------------------------------------------------------------------------------------------
def _code(said: str, faults: list[str]) -> tuple[str, str]:
    code, suffix = short_code(said)
    if suffix and suffix not in OWN_SUFFIX:
        faults.append(f"published by another body: {suffix}")
    if not CODE.match(said):
        faults.append("a local code, not a national one")
    return code[:40], suffix[:40]


def _name(said: str, code: str, faults: list[str]) -> str:
    name = " ".join(said.split())
    without = re.sub(rf"\s*\(\s*{re.escape(code)}\s*\)\s*$", "", name)
    if without != name:
        faults.append("the name repeats the code")
    return without


def _is_in_force(item: dict[str, Any], faults: list[str]) -> bool:
    state = text(item, "TRANGTHAI")
    if state not in {"1", ""}:
        faults.append(f"not in force, state {state}")
    return state in {"1", ""}


def _field(item: dict[str, Any], faults: list[str]) -> tuple[str, str]:
    fields = [(text(entry, "MALINHVUC"), text(entry, "TENLINHVUC")) for entry in items(item, "LINHVUCTHUCHIEN")]
    fields = [(code[:40], name[:300]) for code, name in fields if name]
    if not fields:
        faults.append("no field")
        return NO_FIELD
    if len(fields) > 1:
        faults.append(f"several fields, the first is taken: {fields[0][1]}")
    return fields[0]


def _levels(item: dict[str, Any], faults: list[str]) -> list[int]:
    """The name first, then the number: provinces of two levels renumbered theirs."""
    found = {_level(text(entry, "TENCAP"), text(entry, "CAPTHUCHIEN"), faults) for entry in items(item, "CAPTHUCHIEN")}
    levels = sorted(level for level in found if level is not None)
    if not levels:
        faults.append("no level of administration")
    elif levels == [0]:
        faults.append("handled by a ministry only")
    return levels


def _level(name: str, number: str, faults: list[str]) -> int | None:
    words = f" {plain(name)} "
    named = next((level for level, marks in LEVELS if any(f" {mark} " in words for mark in marks)), None)
    numbered = int(number) if number in {"0", "1", "2", "3"} else None
    if named is None and numbered is None:
        faults.append(f"unknown level: {name or number}")
    if named is not None and numbered is not None and named != numbered:
        faults.append(f"level {numbered} is called {name}, the name is taken")
    return numbered if named is None else named


def _channels(item: dict[str, Any], field_name: str, faults: list[str]) -> tuple[list[Limit], list[Charge], list[str]]:
    limits: list[Limit] = []
    charges: list[Charge] = []
    channels: list[str] = []
    for entry in items(item, "CACHTHUCTHUCHIEN"):
        channel = text(entry, "KENH")
        if channel not in CHANNELS:
            faults.append(f"unknown channel: {channel}")
            continue
        if channel in channels:
            faults.append(f"channel {channel} listed twice")
        channels.append(channel)
        for time in items(entry, "THOIGIAN"):
            limits.append(read_limit(channel, _texts(time), field_name, faults))
            charges += [read_fee(channel, _texts(fee), faults) for fee in items(time, "PHILEPHI")]
    if not channels:
        faults.append("no channel")
    if len(set(charges)) < len(charges):
        faults.append("the same fee listed twice")
    return list(dict.fromkeys(limits)), list(dict.fromkeys(charges)), sorted(set(channels))


def _texts(entry: dict[str, Any]) -> dict[str, str]:
    return {key: value for key, value in entry.items() if isinstance(value, str)}


def _groups(item: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for group in items(item, "THANHPHANHOSO"):
        yield text(group, "TRUONGHOP"), [_texts(paper) for paper in items(group, "GIAYTO")]


def _steps(item: dict[str, Any]) -> list[dict[str, Any]]:
    steps = [
        {"case": text(group, "TRUONGHOP"), "steps": [text(step, "TENTRINHTU") for step in items(group, "TRINHTU")]}
        for group in items(item, "TRINHTUTHUCHIEN")
    ]
    return [group for group in steps if any(group["steps"])]


def _results(item: dict[str, Any], faults: list[str]) -> list[dict[str, str]]:
    results = [
        {"code": text(entry, "MAKETQUA"), "name": " ".join(text(entry, "TENKETQUA").split())}
        for entry in items(item, "KETQUATHUCHIEN")
        if text(entry, "TENKETQUA")
    ]
    if not results:
        faults.append("no result")
    return results


def _legal_basis(item: dict[str, Any], faults: list[str]) -> list[dict[str, str]]:
    basis: dict[tuple[str, str], dict[str, str]] = {}
    for entry in items(item, "CANCUPHAPLY"):
        number, name = read_number(text(entry, "SOVANBAN"), faults), text(entry, "TENVANBAN")
        if number or name:
            basis.setdefault((number, name), {"number": number, "name": name})
    return list(basis.values())
