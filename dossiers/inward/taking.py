"""Taking in what was submitted at the national portal: once per national code, whole or not at all.

The checks are those of a citizen's own hand-in: the same editions, the same agencies, the same files. What is missing
is no ground to refuse: reception asks for it, as it does at the counter.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from dossiers import owners, workflow
from dossiers.act import Act
from dossiers.answers import NATIONAL, OWNER_IS, TYPED, copy_out, put_answer
from dossiers.drafts import known_facts
from dossiers.inward import wire
from dossiers.inward.destination import Destination, destination
from dossiers.inward.models import AwaitedFile, NationalSubmission
from dossiers.inward.tasks import fetch_files
from dossiers.inward.wire import Refused, Sent, SentFile
from dossiers.models import Attachment, Dossier
from portal.accounts.models import Identity
from portal.files.checks import Legible, display_name, legible
from portal.files.paper import PDF
from portal.files.storage import store
from portal.wake import wake_once_a_second
from procedures import questions

STRICT = {"SoDienThoai", "Email", "NgaySinhChuHoSo", *wire.NUMBERS}
"""Fields that are refused where they are not what they should be."""


class Outcome(IntEnum):
    """Codes of the answer (§8)."""

    STORED = 0
    ALREADY_RECEIVED = 1
    REFUSED = -1


def take(body: bytes) -> Outcome:
    """Store the dossier that ``body`` describes. Raises ``Refused`` or ``NoRoom``; then nothing is stored.

    Safe to repeat, also in parallel: of equal national codes the first one counts.
    """
    try:
        sent = wire.document(body)
        code = wire.code_of(sent)
        if _is_here(code):
            return Outcome.ALREADY_RECEIVED
        return _take_new(wire.read(sent))
    except RecursionError as error:
        raise Refused("", "Dữ liệu lồng nhau quá sâu") from error


def _is_here(code: str) -> bool:
    return Dossier.objects.filter(national_code=code).exists()


def _take_new(sent: Sent) -> Outcome:
    where = destination(sent)
    papers = [(file, _checked(file) if file.content else None) for file in sent.files]
    try:
        _store(sent, where, papers)
    except IntegrityError:
        if not _is_here(sent.code):
            raise
        return Outcome.ALREADY_RECEIVED
    return Outcome.STORED


def _checked(file: SentFile) -> Legible:
    """Raises ``Refused`` or ``NoRoom``."""
    try:
        return legible(SimpleUploadedFile(file.name, file.content))
    except ValidationError as refusal:
        raise Refused(f"{file.place}.Base64", " ".join(refusal.messages)) from refusal


@transaction.atomic
def _store(sent: Sent, where: Destination, papers: list[tuple[SentFile, Legible | None]]) -> None:
    """The unique code is written first: an equal one waits for the end of this transaction."""
    dossier = _dossier(sent, where)
    dossier.save(force_insert=True)
    NationalSubmission.objects.create(
        dossier=dossier, tech_id=sent.tech_id, sent_at=sent.sent_at, others=_others(sent, dossier), digest=sent.digest
    )
    for position, (file, paper) in enumerate(papers, start=1):
        _keep(dossier, where, file, paper, position)
    if dossier.submitter_id is not None or sent.tech_id is None:
        owners.recognise(dossier)
    workflow.perform(workflow.SUBMIT_AT_NATION, dossier, Act(None))


def _keep(dossier: Dossier, where: Destination, file: SentFile, paper: Legible | None, position: int) -> None:
    component = where.components.get(file.component)
    if paper is None:
        name = display_name(file.name, PDF)
        AwaitedFile.objects.create(dossier=dossier, component=component, name=name, address=file.address)
        transaction.on_commit(lambda: wake_once_a_second(fetch_files))
        return
    stored = store(paper.file, by=None, pages=paper.pages)
    Attachment.objects.create(dossier=dossier, component=component, stored=stored, doubt=paper.doubt, position=position)


# --- Whose it is, and what it says ------------------------------------------------------------


def _dossier(sent: Sent, where: Destination) -> Dossier:
    """Not saved. Raises ``Refused``."""
    dossier = Dossier(
        national_code=sent.code, edition=where.case.edition, case=where.case, agency=where.agency,
        received_by=where.unit,
    )  # fmt: skip
    identity = _known(sent)
    dossier.submitter = identity.user if identity else None
    put_answer(dossier, OWNER_IS, _owner_is(sent, identity, dossier), TYPED)
    if identity is not None and owners.is_named(identity, sent.texts["ChuHoSo"], sent.number):
        dossier.owner_identity = identity
    _answer(dossier, _said(sent))
    copy_out(dossier)
    dossier.owner |= _snapshot(sent, dossier)
    return dossier


def _known(sent: Sent) -> Identity | None:
    """By the technical id of the sign-on alone: a number links nobody (protocols §6)."""
    found = Identity.objects.select_related("user").filter(tech_id=sent.tech_id) if sent.tech_id else None
    return found.first() if found else None


def _owner_is(sent: Sent, identity: Identity | None, dossier: Dossier) -> str:
    """Who is signed in there hands in for themselves, unless we know them by another name or number."""
    own = sent.owner_is
    if identity is not None and not owners.is_named(identity, sent.texts["ChuHoSo"], sent.number):
        own = "person" if own == "self" else "organisation"
    allowed = questions.form_for(dossier.edition).owners
    if own not in allowed:
        raise Refused("LoaiDoiTuong", "thủ tục này không dành cho loại đối tượng đó")
    return own


def _said(sent: Sent) -> dict[str, tuple[str, str]]:
    """By question: the answer and the field it came in."""
    number = "owner_id_number" if sent.owner_is == "self" else "owner_tax_code"
    said = {question: (sent.texts[name], name) for name, question in wire.ANSWERS.items() if name in sent.texts}
    if sent.number:
        said[number] = (sent.number, wire.NUMBERS[0])
    return said | {"return_by": (sent.return_by, "HinhThuc")}


def _answer(dossier: Dossier, said: Mapping[str, tuple[str, str]]) -> None:
    """What the form asks and what can be an answer to it; then what the nation told us of who signed in there. Raises
    ``Refused`` for what must be right."""
    plan = questions.form_for(dossier.edition).plan(dossier.answer(OWNER_IS))
    known = known_facts(dossier)
    for question in (question for step in plan for question in step.questions):
        text, name = said.get(question.name, ("", ""))
        if text and questions.answers(question, text):
            put_answer(dossier, question.name, text, TYPED)
        elif text and name in STRICT:
            raise Refused(name, "không đúng định dạng")
        elif not text and question.prefill in known:
            put_answer(dossier, question.name, known[question.prefill], NATIONAL)


def _snapshot(sent: Sent, dossier: Dossier) -> dict[str, Any]:
    """The owner as the nation names them, also where the form of the edition does not ask for it."""
    number = "id_number" if sent.owner_is == "self" else "tax_code"
    told = {
        "name": sent.texts["ChuHoSo"], number: sent.number, "address": sent.texts.get("DiaChiChuHoSo", ""),
        "phone": sent.texts.get("SoDienThoai", ""), "email": sent.texts.get("Email", ""),
    }  # fmt: skip
    return {fact: value for fact, value in told.items() if value and not dossier.owner.get(fact)}


def _others(sent: Sent, dossier: Dossier) -> list[dict[str, str]]:
    """What the form here has no question for, in the words it came in."""
    unasked = [
        {"name": LABELS.get(name, name), "value": text}
        for question, (text, name) in _said(sent).items()
        if dossier.answer(question) != text and name in LABELS
    ]
    return unasked + sent.others


LABELS = {
    "NgaySinhChuHoSo": "Ngày sinh của chủ hồ sơ",
    "DiaChiChuHoSo": "Địa chỉ của chủ hồ sơ",
    "NguoiDaiDien": "Người đại diện",
    "TrichYeuHoSo": "Trích yếu",
}
