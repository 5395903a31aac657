"""The papers of a national record: which are handed in, in which case (trường hợp), and what only looks like one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.vietnamese import plain

HEADING = re.compile(
    r"^(?:[a-z\d] )*(giay to phai|giay to|luu y|ghi chu|thanh phan ho so|thanh phan|bao gom|ho so gom|ho so bao gom"
    r"|so luong ho so|nguoi yeu cau|theo quy dinh|trong phieu|phieu|nhu sau)\b"
)
SHOWN = re.compile(r"\b(phai |de )?xuat trinh\b")
NOTES = re.compile(r"^(?:[a-z\d] )*(luu y|ghi chu|so luong ho so)\b")
LONGEST_CASE = 200
CONDITIONS = re.compile(r"\(?\b(nếu|trường hợp|đối với|khi|trừ)\b", re.IGNORECASE)
COPIES = re.compile(r"^\D{0,3}(\d+)")
PLAUSIBLE_COPIES = 9

Group = tuple[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Paper:
    """``case`` is an index into ``Papers.cases``; ``None`` in all cases."""

    case: int | None
    code: str
    name: str
    originals: int
    copies: int
    form_name: str
    is_required: bool


@dataclass(frozen=True)
class Papers:
    """``cases`` has at least one entry; the empty name is the ordinary case."""

    cases: list[str]
    papers: list[Paper]


def read_papers(code: str, groups: Sequence[Group], faults: list[str]) -> Papers:
    """The THANHPHANHOSO of a record; a heading is no case, a note is no paper to hand in."""
    if not groups:
        faults.append("no papers listed")
    names = [name for name, _ in groups]
    cases = list(dict.fromkeys(case_name(name) for name in names if _is_case(name)))
    _report_headings(names, faults)
    papers: list[Paper] = []
    taken: set[tuple[int | None, str]] = set()
    for name, entries in groups:
        case = cases.index(case_name(name)) if _is_case(name) else None
        for entry in entries:
            paper = _paper(code, len(papers) + 1, case, name, entry, faults)
            if paper is None:
                continue
            if (case, paper.code) in taken:
                faults.append(f"code of a paper used twice: {paper.code}")
            taken.add((case, paper.code))
            papers.append(paper)
    return _with_ordinary(cases, papers)


def _with_ordinary(cases: list[str], papers: list[Paper]) -> Papers:
    """The ordinary case goes first unless every paper belongs to a named one."""
    if cases and papers and all(paper.case is not None for paper in papers):
        return Papers(cases, papers)
    moved = [
        Paper(None if p.case is None else p.case + 1, p.code, p.name, p.originals, p.copies, p.form_name, p.is_required)
        for p in papers
    ]
    return Papers(["", *cases], moved)


def case_name(said: str) -> str:
    """Without bullet and closing colon."""
    return " ".join(said.lstrip("*-+• ").rstrip(":. ").split())


def _is_case(name: str) -> bool:
    """A short name that is no heading over all papers."""
    return bool(plain(name)) and len(name) <= LONGEST_CASE and not HEADING.match(plain(name))


def _report_headings(names: Sequence[str], faults: list[str]) -> None:
    for name in names:
        if plain(name) and not _is_case(name):
            what = "case too long to be one" if len(name) > LONGEST_CASE else "heading given as a case"
            faults.append(f"{what}: {case_name(name)[:60]}")


def _paper(
    code: str, number: int, case: int | None, group: str, entry: dict[str, str], faults: list[str]
) -> Paper | None:
    name = " ".join(entry.get("TENGIAYTO", "").split())
    if not plain(name):
        faults.append("paper without a name")
        return None
    originals, copies = (_copies(entry.get(key, ""), faults) for key in ("SOBANCHINH", "SOBANSAO"))
    if NOTES.match(plain(group)):
        originals = copies = 0
    if SHOWN.search(plain(group)) and not _is_case(group):
        faults.append("papers only to be shown")
        originals = copies = 0
    elif not (originals or copies) and not SHOWN.search(plain(name)):
        faults.append("note kept as a paper")
    if not entry.get("MAGIAYTO"):
        faults.append("paper without a code")
    return Paper(
        case=case,
        code=(entry.get("MAGIAYTO") or f"{code}-{number:02d}")[:60],
        name=name,
        originals=originals,
        copies=copies,
        form_name=entry.get("TENMAUDON", "")[:300],
        is_required=bool(originals or copies) and not CONDITIONS.search(name),
    )


def _copies(said: str, faults: list[str]) -> int:
    """A number of copies, its last digit where the form's number or year has run into it ("20261")."""
    found = COPIES.match(said)
    if not found:
        if said:
            faults.append(f"number of copies is not a number: {said}")
        return 0
    copies = int(found.group(1))
    if copies <= PLAUSIBLE_COPIES:
        return copies
    faults.append(f"number of copies run together with another: {said}")
    return int(found.group(1)[-1])
