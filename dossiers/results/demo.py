"""Dossiers of the demonstration that have a result: one online, one replaced, one that goes by post.

Made by the steps of the workflow, as people would; nothing of it exists without ``DEMO=1``.
"""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from dossiers import drafts, workflow
from dossiers.act import Act
from dossiers.answers import OWNER_IS, TYPED, components, copy_out, put_answer
from dossiers.models import Attachment, Dossier, Status
from dossiers.process import steps as process
from dossiers.results import issuing, steps
from portal.accounts.models import Identity, User
from portal.agencies.models import Agency
from portal.files.models import StoredFile
from portal.files.storage import store
from procedures.models import Edition, Procedure
from procedures.questions import kinds

PROCEDURE, COMMUNE, UNIT = "1.004873", "phuong-tran-phu-07213", "mot-cua-phuong-tran-phu-07213"
TO = {"commune": COMMUNE, "street": "Số 12 đường Nguyễn Văn Cừ"}


def seed_demo() -> str:
    """Safe to repeat: a person with a finished dossier of this procedure gets no other."""
    procedure = Procedure.objects.filter(code=PROCEDURE).select_related("current").first()
    people = {
        name: User.objects.filter(username=f"demo-{name}").first() for name in ("citizen", "clerk", "officer", "leader")
    }
    if procedure is None or procedure.current is None or not all(people.values()):
        return "0 dossiers"
    if Dossier.objects.filter(submitter=people["citizen"], edition__procedure=procedure, code__isnull=False).exists():
        return "there already"
    made = [_make(procedure.current, people, after) for after in (_read_online, _corrected, _by_post)]
    return f"{len(made)} dossiers with a result"


Steps = Callable[[Dossier, dict[str, Any]], None]


@transaction.atomic
def _make(edition: Edition, people: dict[str, Any], after: Steps) -> Dossier:
    """Filed, received, decided, and then what ``after`` does."""
    dossier = _draft(edition, people["citizen"], "post" if after is _by_post else "online")
    workflow.perform(workflow.SUBMIT, dossier, Act(people["citizen"]))
    workflow.perform(workflow.RECEIVE, dossier, Act(people["clerk"]))
    workflow.perform(workflow.FORWARD, dossier, Act(people["clerk"]))
    _decide(dossier, people)
    after(dossier, people)
    return dossier


def _decide(dossier: Dossier, people: dict[str, Any]) -> None:
    """Appraised by the officer the leader charged with it, signed and issued by the leader in one act."""
    officer, leader = people["officer"], people["leader"]
    appraised = {"proposed": "approve", "remark": "Hồ sơ đủ điều kiện, đề nghị ký giấy xác nhận."}
    workflow.perform(process.ASSIGN, dossier, Act(leader, values={"official": officer}))
    workflow.perform(process.SUBMIT_APPROVAL, dossier, Act(officer, values=appraised))
    workflow.perform(workflow.FINISH, dossier, Act(leader, values=_result(dossier)))


def _draft(edition: Edition, citizen: User, way: str) -> Dossier:
    example = json.loads((settings.BASE_DIR / "demo" / "examples" / f"{PROCEDURE}.json").read_text(encoding="utf-8"))
    place = drafts.Place(edition.cases.order_by("number")[0], Agency.objects.get(key=COMMUNE), "self")
    draft = drafts.begin_another(citizen, place)
    answers = {**example[0]["answers"], **_own(citizen), "return_by": way}
    if way == "post":
        answers |= {"return_name": str(citizen), "return_phone": citizen.phone}
        answers["return_to"] = TO
    for name, value in answers.items():
        put_answer(draft, name, _whole(value), TYPED)
    copy_out(draft)
    draft.save()
    for component in components(draft):
        Attachment.objects.create(dossier=draft, component=component, stored=_page("giay-to"))
    return draft


def _whole(value: Any) -> Any:
    """An address of the examples as it is kept."""
    return kinds.address(value["commune"], value["street"]) if isinstance(value, dict) else value


def _own(citizen: User) -> dict[str, Any]:
    known = Identity.objects.get(user=citizen)
    return {
        OWNER_IS: "self", "owner_name": str(known), "owner_id_number": known.id_number, "owner_address": known.address,
        "phone": known.phone, "email": known.email,
    }  # fmt: skip


def _result(dossier: Dossier, serial: int = 1) -> dict[str, Any]:
    """A one-page PDF of the demonstration; the real one is signed by the agency."""
    number = f"{Dossier.objects.filter(status__in=(Status.FINISHED, Status.HANDED_OVER)).count() + 1}-{serial}/XN-UBND"
    return {
        "result_file": _page(f"ket-qua-{serial}"), "result_number": number,
        "signer_title": "Chủ tịch Ủy ban nhân dân phường",
    }  # fmt: skip


def _page(name: str) -> StoredFile:
    content = (settings.BASE_DIR / "demo" / "ket-qua.pdf").read_bytes()
    return store(SimpleUploadedFile(f"{name}.pdf", content, content_type="application/pdf"), by=None, pages=1)


def _of(dossier: Dossier) -> dict[str, Any]:
    result = issuing.current(dossier)
    return {issuing.OF: result.file.uuid if result else None}


def _read_online(dossier: Dossier, people: dict[str, Any]) -> None:
    workflow.perform(steps.RECEIVE_ONLINE, dossier, Act(people["citizen"], values=_of(dossier)))


def _corrected(dossier: Dossier, people: dict[str, Any]) -> None:
    wish = {"what": ["date"], "note": "Kết quả ghi năm sinh 1981, đúng là 1990 như căn cước công dân của tôi."}
    workflow.perform(steps.ASK_CORRECTION, dossier, Act(people["citizen"], values=_of(dossier) | wish))
    new = _result(dossier, 2) | {"note": "Đã sửa năm sinh thành 1990 theo căn cước công dân."}
    workflow.perform(steps.CORRECT_RESULT, dossier, Act(people["officer"], values=_of(dossier) | new))


def _by_post(dossier: Dossier, people: dict[str, Any]) -> None:
    slip = {"tracking_number": "EB123456789VN"}
    workflow.perform(steps.HAND_TO_POST, dossier, Act(people["clerk"], values=slip))
