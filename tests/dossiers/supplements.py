"""A dossier with everything a supplement can be about, and the people who ask for one and give it."""

from typing import Any

from dossiers import workflow
from dossiers.act import Act
from dossiers.answers import OWNER_IS
from dossiers.models import Attachment, Dossier
from dossiers.supplement import walk
from dossiers.supplement.asking import Fix
from dossiers.supplement.saving import Typed, offer, save
from dossiers.terms import steps
from tests.factories import ComponentFactory, DraftFactory, ProcedureFactory, StoredFileFactory, answers


def words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def question(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, "label": words(f"Câu {name}"), **more}


MARRIED = {"question": "married", "is": "yes"}
FORM = {
    "owners": ["self"],
    "steps": [
        {"name": "who", "title": words("Người nộp"), "questions": [
            question("owner_name", "text"),
            question("phone", "phone"),
            question("married", "yes_no"),
            question("spouse", "text", show=MARRIED),
        ]},
        {"name": "what", "title": words("Nội dung"), "questions": [
            question("summary", "text"),
            question("area", "number"),
            question("twice", "computed", compute={"sum": ["area", "area"]}),
            question("children", "repeated", rows={"min": 0, "max": 5}, required=False, questions=[
                question("child", "text"), question("born", "date", past=True),
            ]),
        ]},
    ],
}  # fmt: skip
ROWS = [{"id": "r1", "child": "An", "born": "2015-01-02"}, {"id": "r2", "child": "Bình", "born": "2017-03-04"}]
GIVEN = {
    OWNER_IS: "self", "owner_name": "Trần Thị Hà", "phone": "0912345678", "married": "no",
    "summary": "Xin xác nhận", "area": 50, "twice": 100, "children": ROWS,
}  # fmt: skip


def whole_draft(commune: Any, unit: Any, citizen: Any) -> Dossier:
    """With answers of every kind and one paper given; another paper is asked only of the married."""
    procedure = ProcedureFactory(current__form=FORM)
    land = ComponentFactory(edition=procedure.current, name="Giấy chứng nhận quyền sử dụng đất", number=1)
    ComponentFactory(edition=procedure.current, name="Giấy chứng nhận kết hôn", number=2, condition=MARRIED)
    draft = DraftFactory(
        edition=procedure.current, agency=commune, received_by=unit, submitter=citizen, answers=answers(**GIVEN)
    )
    Attachment.objects.create(dossier=draft, component=land, stored=StoredFileFactory(name="dat-cu.pdf"))
    return draft


def paper_key(dossier: Dossier, start: str) -> str:
    return f"#{dossier.edition.components.get(name__startswith=start).pk}"


def ask(dossier: Dossier, by: Any, *keys: str, reason: str = "wrong", **more: Any) -> None:
    """``by`` wants these put right."""
    values = judged(dossier, *keys, reason=reason, **more)
    at = {"at": values.pop("at")} if "at" in values else {}
    workflow.perform(workflow.ASK_SUPPLEMENT, dossier, Act(by, values=values, **at))


def judged(dossier: Dossier, *keys: str, reason: str = "wrong", **more: Any) -> dict[str, Any]:
    """A walk through everything: these to be put right, all the rest fine."""
    items = [Fix(key, reason, f"Sửa {key}") for key in keys]
    fine = sorted(set(walk.points(dossier)) - set(keys))
    return {"items": items, "fine": fine, "note": "Hồ sơ chưa đúng", **more}


def ask_again(
    dossier: Dossier, by: Any, leader: Any, *keys: str, ground: str = "Luật chuyên ngành", **more: Any
) -> None:
    """``by`` proposes a further request, ``leader`` approves it."""
    values = judged(dossier, *keys, ground=ground, **more)
    at = {"at": values.pop("at")} if "at" in values else {}
    workflow.perform(steps.PROPOSE_SUPPLEMENT, dossier, Act(by, values=values, **at))
    workflow.perform(steps.APPROVE_SUPPLEMENT, dossier, Act(leader, **at))


def put_in(dossier: Dossier, citizen: Any, remarks: dict[str, str] | None = None, **changed: Any) -> None:
    version = dossier.supplements.open().get().version
    save(dossier, citizen, Typed(changed, remarks or {}), version)


def put_in_row(dossier: Dossier, citizen: Any, key: str, row: dict[str, Any]) -> None:
    save(dossier, citizen, Typed({key: row}), dossier.supplements.open().get().version)


def give_file(dossier: Dossier, citizen: Any, key: str, name: str = "moi.pdf") -> None:
    component = dossier.edition.components.get(pk=int(key.removeprefix("#")))
    offer(dossier, citizen, component, StoredFileFactory(name=name))


def send(dossier: Dossier, citizen: Any, **more: Any) -> None:
    workflow.perform(workflow.SUPPLEMENT_COMPLETE, dossier, Act(citizen, **more))
