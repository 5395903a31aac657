"""A draft of a result, its page, and the signed file that the act of issuing takes."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from dossiers import workflow
from dossiers.act import Act
from dossiers.composed import tags
from dossiers.composed.models import ResultDraft, ResultTemplate
from dossiers.documents.render import Printed, print_page
from dossiers.issued import making
from dossiers.issued.facts.common import PLACE, Head, above, legal_day
from dossiers.models import Dossier
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.files.models import StoredFile
from portal.files.storage import store
from portal.notices.placeholders import filled
from portal.signing.signatures import can_sign

TITLE = "Kết quả giải quyết thủ tục hành chính"


@dataclass(frozen=True)
class Composed:
    """What is printed of a result."""

    head: Head
    heading: str
    paragraphs: list[str]
    is_draft: bool


def save(dossier: Dossier, by: User, template: ResultTemplate, said: dict[str, Any]) -> ResultDraft:
    """The one open draft of the dossier, with the words of ``template`` as they are now."""
    words = {"template": template, "heading": template.heading, "body": template.body, "drafted_by": by}
    names = ("number", "signer", "signer_title", "valid_until")
    told = words | {name: said[name] for name in names}
    draft, _is_new = ResultDraft.objects.update_or_create(dossier=dossier, issued_at__isnull=True, defaults=told)
    return draft


def printed(draft: ResultDraft, *, is_draft: bool) -> Printed:
    """Raises one of ``making.NOT_MADE``."""
    dossier = draft.dossier
    wording = f"{draft.heading}\n\n{draft.body}"
    known = tags.values(dossier, wording)
    facts = Composed(
        head=_head(dossier.agency, draft.number, dossier.public_code, draft.signer, draft.signer_title),
        heading=filled(draft.heading, known),
        paragraphs=[filled(part, known) for part in paragraphs(draft.body)],
        is_draft=is_draft,
    )
    return print_page(page(facts))


def paragraphs(body: str) -> list[str]:
    return [part.strip() for part in body.replace("\r\n", "\n").split("\n\n") if part.strip()]


def sample(template: ResultTemplate) -> Printed:
    """The template with the meaning of each tag in its place. Raises one of ``making.NOT_MADE``."""
    known = {name: f"«{label}»" for name, label in tags.allowed(template.procedure).items()}
    agency = Agency(name="Cơ quan giải quyết")
    facts = Composed(
        head=_head(agency, "…", "", "Họ và tên người ký", "Chức vụ"),
        heading=filled(template.heading, known),
        paragraphs=[filled(part, known) for part in paragraphs(template.body)],
        is_draft=True,
    )
    return print_page(page(facts))


def page(facts: Composed) -> str:
    context = asdict(facts) | {"form": {"title": TITLE, "size": "a4"}}
    with override("vi"):
        return render_to_string("documents/issued/result_1.html", context)


def _head(agency: Agency, number: str, code: str, signer: str, title: str) -> Head:
    day = f"{PLACE}, {legal_day(timezone.localdate())}"
    return Head(above(agency), agency.name, number, code, False, day, signer, title)


def issue(draft: ResultDraft, by: User) -> None:
    """Sign it and issue it by the act that issues any result. Raises what that act refuses, or ``NOT_MADE``; then
    nothing was issued."""
    dossier = draft.dossier
    values = {
        "result_file": _signed_file(draft),
        "result_number": draft.number,
        "signer_title": draft.signer_title,
        "valid_until": draft.valid_until,
    }
    workflow.perform(workflow.FINISH, dossier, Act(by, values=values))
    draft.issued_at = timezone.now()
    draft.save(update_fields=["issued_at"])


def _signed_file(draft: ResultDraft) -> StoredFile:
    whole = printed(draft, is_draft=False)
    signer = f"{draft.signer}, {draft.signer_title}, {draft.dossier.agency.name}"
    pdf = (
        making.sign(whole, making.Signer(signer, draft.signer, draft.dossier.agency.name), TITLE)
        if can_sign()
        else whole.pdf
    )
    upload = SimpleUploadedFile(f"ket-qua-{draft.dossier.public_code}.pdf", pdf, content_type="application/pdf")
    stored = store(upload, by=draft.drafted_by, pages=whole.pages)
    StoredFile.objects.filter(pk=stored.pk).update(scan=StoredFile.Scan.CLEAN)  # made by ourselves
    return stored
