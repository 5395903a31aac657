"""A national record becomes an edition: rows only, no decision whether there should be one."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from portal.agencies.models import Level
from portal.vietnamese import findable, plain, sort_key
from procedures import carrying, provincial_fees, provincial_papers, provincial_steps
from procedures.examples import provincial_examples
from procedures.models import (
    Case,
    Component,
    Edition,
    Example,
    Fee,
    Field,
    Procedure,
    TimeLimit,
)
from procedures.national_limits import Charge, Limit
from procedures.national_record import NationalRecord
from procedures.questions import provincial_form

FILED_ONLINE, FORMS_TO_DOWNLOAD, INFORMATION = 3, 2, 1
BODY_LETTERS = 60_000  # tsvectors end at a megabyte


def digest(raw: Any) -> str:
    """The same for the same record, however its keys are ordered."""
    return hashlib.sha256(
        json.dumps(raw, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ).hexdigest()


def online_level(record: NationalRecord) -> int:
    """The level the record allows (TT 32/2017 Đ.5); level 4 is the province's own decision (assumed 3 until then)."""
    if record.is_online:
        return FILED_ONLINE
    return FORMS_TO_DOWNLOAD if any(paper.form_name for paper in record.papers.papers) else INFORMATION


def create(
    procedure: Procedure, record: NationalRecord, raw: Any, field: Field, *, after: Edition | None = None
) -> Edition:
    """A draft edition of ``record`` with its rows, its provincial part carried over from ``after`` where given."""
    newest = procedure.editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = Edition.objects.create(
        procedure=procedure,
        number=newest + 1,
        name=record.name,
        field=field,
        levels=record.levels,
        decision=record.decision,
        steps=record.steps,
        audience=record.audience,
        requirements=record.requirements,
        results=record.results,
        legal_basis=record.legal_basis,
        handled_by=record.handled_by,
        receiving_address=record.receiving_address,
        provenance={"as_of": timezone.localdate().isoformat()} | record.provenance,
        record=raw,
        record_hash=digest(raw),
        form=after.form if after else provincial_form(record.code),
        online_level=online_level(record),
        name_plain=findable(f"{record.name} {record.code}"),
        body_plain=_body(record),
    )
    cases = _add_rows(edition, record)
    if after is not None:
        carrying.carry_over(after, edition, cases)
    else:
        Example.objects.bulk_create(provincial_examples(edition))
        provincial_steps.add(edition)
    return edition


def reword(edition: Edition) -> None:
    """Bring the words it is found by up to what a person has written."""
    words = [edition.field.name, edition.requirements, edition.receiving_address, *map(str, edition.audience)]
    words += [str(result.get("name", "")) for result in edition.results]
    words += [str(law.get("number", "")) for law in edition.legal_basis]
    words += [*edition.components.values_list("name", flat=True), *edition.cases.values_list("name", flat=True)]
    words += [str(step) for group in edition.steps for step in group["steps"]]
    edition.name_plain = findable(f"{edition.name} {edition.procedure.code}")
    edition.body_plain = findable(" ".join(words))[:BODY_LETTERS]
    edition.save(update_fields=["name_plain", "body_plain"])


def _body(record: NationalRecord) -> str:
    words = [record.keywords, record.field_name, record.requirements, record.receiving_address, *record.audience]
    words += [result["name"] for result in record.results] + [law["number"] for law in record.legal_basis]
    words += [paper.name for paper in record.papers.papers] + record.papers.cases
    words += [step for group in record.steps for step in group["steps"]]
    return findable(" ".join(words))[:BODY_LETTERS]


def _add_rows(edition: Edition, record: NationalRecord) -> list[Case]:
    cases = Case.objects.bulk_create(
        Case(edition=edition, number=number, name=name) for number, name in enumerate(record.papers.cases, 1)
    )
    Component.objects.bulk_create(_components(edition, record, cases))
    TimeLimit.objects.bulk_create(_limits(edition, cases, record.limits))
    provincial_fees.add(edition, cases, list(_fees(edition, cases, record.charges)))
    return cases


def _components(edition: Edition, record: NationalRecord, cases: Sequence[Case]) -> Iterable[Component]:
    ours = provincial_papers.decided(record.code)
    for number, paper in enumerate(record.papers.papers, 1):
        component = Component(
            edition=edition,
            case=None if paper.case is None else cases[paper.case],
            number=number,
            code=paper.code,
            name=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            form_name=paper.form_name,
            is_required=paper.is_required,
        )
        for column, value in ours.get(paper.code, {}).items():
            setattr(component, column, value)
        yield component


def _limits(edition: Edition, cases: list[Case], limits: list[Limit]) -> Iterable[TimeLimit]:
    for number, limit in enumerate(limits, 1):
        yield TimeLimit(
            edition=edition,
            case=_case_of(limit.text, cases),
            channel=limit.channel,
            number=number,
            value=limit.value,
            unit=limit.unit,
            after_three=limit.after_three,
            text=limit.text,
        )


def _fees(edition: Edition, cases: list[Case], charges: list[Charge]) -> Iterable[Fee]:
    for number, charge in enumerate(charges, 1):
        yield Fee(
            edition=edition,
            case=_case_of(charge.text, cases),
            channel=charge.channel,
            number=number,
            kind=charge.kind,
            amount=charge.amount,
            per=charge.per,
            text=charge.text,
        )


def _case_of(note: str, cases: list[Case]) -> Case | None:
    """The case a note begins with, "Trường hợp nhà ở riêng lẻ: …"; none where it speaks of all."""
    words = plain(note).removeprefix("truong hop ")
    named = [case for case in cases if case.name and words.startswith(plain(case.name).removeprefix("truong hop "))]
    return max(named, key=lambda case: len(case.name), default=None)


def field_for(record: NationalRecord, known: dict[str, Field], faults: list[str]) -> Field:
    """The field of that name, however it is spelt or coded; a new one without a department where there is none."""
    name = plain(record.field_name)
    if name not in known:
        code = record.field_code
        if not code or Field.objects.filter(code=code).exists():
            faults.append(f"code of the field missing or taken: {record.field_name}")
            code = f"LV-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
        known[name] = Field.objects.create(
            code=code, name=record.field_name, sort_key=sort_key(record.field_name)[:600]
        )
    if Level.PROVINCE in record.levels and known[name].department_id is None:
        faults.append(f"no department is in charge of the field: {record.field_name}")
    return known[name]
