"""Drafts of the demonstration (``demo/drafts.json``): one about to expire, one deleted that can be brought back."""

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dossiers import drafts, expiry
from dossiers.answers import TYPED, copy_out, put_answer
from dossiers.drafts import Place
from dossiers.models import Dossier
from portal.accounts.models import User
from portal.agencies.models import Agency
from procedures.models import Procedure

FILE = settings.BASE_DIR / "demo" / "drafts.json"


def seed() -> str:
    """Write each once; one that is there stays, whatever has become of it. Left out where its procedure is not filed
    here."""
    said = json.loads(FILE.read_text(encoding="utf-8"))
    known = Dossier.objects.filter(uuid__in=[entry["uuid"] for entry in said]).values_list("uuid", flat=True)
    made = sum(_write(entry) for entry in said if entry["uuid"] not in {str(uuid) for uuid in known})
    expiry.tell()
    return f"{made} new"


@transaction.atomic
def _write(entry: dict[str, Any]) -> bool:
    user = User.objects.filter(username=f"demo-{entry['role']}").first()
    procedure = Procedure.objects.in_use().filter(code=entry["procedure"]).select_related("current").first()
    agency = Agency.objects.filter(key=entry["agency"]).first()
    case = procedure.current.cases.first() if procedure and procedure.current else None
    if user is None or agency is None or case is None:
        return False
    draft = drafts.begin_another(user, Place(case, agency, "self"))
    for name, value in entry["answers"].items():
        put_answer(draft, name, value, TYPED)
    copy_out(draft)
    draft.save()
    Dossier.objects.filter(pk=draft.pk).update(uuid=entry["uuid"], **_dates(entry))
    return True


def _dates(entry: dict[str, Any]) -> dict[str, Any]:
    now = timezone.now()
    deleted = entry.get("deleted_days_ago")
    return {
        "saved_at": now - timedelta(days=entry["saved_days_ago"]),
        "deleted_at": None if deleted is None else now - timedelta(days=deleted),
    }
