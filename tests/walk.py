"""Every address of the portal, with something real behind each, and everybody who may ask for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Attachment, Dossier
from portal.agencies.models import Post
from portal.calendar.models import WorkDay, WorkingHours
from portal.files.storage import store
from procedures import search
from procedures.models import (
    AskedQuery,
    Decision,
    Field,
    Guide,
    LifeEvent,
    Synonym,
    TrainingMaterial,
    TrainingSession,
)
from tests.dossiers.supplements import ask
from tests.factories import AgencyFactory, DraftFactory
from tests.portal.desk import enter

APPS = re.compile(r"\^\(\?P<app_label>.*\)/\$")  # their order is that of registration
TRAINING = "quan-tri/procedures/trainingsession/tap-huan/"
OBJECT = re.compile(r"quan-tri/(\w+)/(\w+)/")


def routes() -> list[str]:
    """Of every pattern, in the order of the addresses."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Any, before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield APPS.sub("<app_label>/", route)
        else:
            yield from _walk(pattern.url_patterns, route)


@dataclass
class Place:
    """A received dossier, one that waits for a supplement, a draft, and the row the desk would open of each model."""

    dossier: Dossier
    waiting: Dossier
    draft: Dossier
    rows: dict[str, Any]
    windows: dict[str, Client] = field(default_factory=dict)

    def address(self, route: str) -> str:
        drafting = any(page in route for page in ("noi-nop", "buoc", "xem-lai")) or route.endswith(
            "<uuid:uuid>/giay-to/"
        )
        supplementing = "phieu-bo-sung" in route or route == "ho-so/<uuid:uuid>/bo-sung/"
        dossier = self.draft if drafting else self.waiting if supplementing else self.dossier
        model = OBJECT.match(route)
        values = {
            "str:code": self.dossier.edition.procedure.code,
            "uuid:uuid": dossier.uuid,
            "uuid:key": dossier.uuid,
            "uuid:file_uuid": dossier.attachments.values_list("uuid", flat=True).first(),
            "int:number": 1,
            "int:edition": self.rows["edition"],
            "str:place": "0.0",
            "int:pk": self.rows.get(model.group(2)) if model else 1,
            "path:object_id": self.rows.get(model.group(2)) if model else 1,
            "path:content_type_id": ContentType.objects.get_for_model(Dossier).pk,
            "app_label": "accounts",
            "slug:slug": "su-kien",
            "slug:key": "so-tu-phap",
            "section": "pages",
        }
        values |= {
            "huong-dan/": {"uuid:uuid": self.rows["guide_uuid"]},
            "tep/": {"uuid:uuid": self.rows["file_uuid"]},
            "quan-tri/procedures/trainingsession/tap-huan/": {"int:pk": self.rows["trainingmaterial"]},
        }.get(next((start for start in ("huong-dan/", "tep/", TRAINING) if route.startswith(start)), ""), {})
        values |= {}
        return "/" + re.sub(r"<([\w:]+)>", lambda found: str(values[found.group(1)]), route)


def decision(**values: Any) -> Decision:
    """Being prepared, with nothing in it yet."""
    day = date(2020, 12, 1)
    return Decision.objects.create(
        number="1/2020", subject="Công bố", signed_on=day, effective_on=day, signer="Lê Ánh Dương", **values
    )


def _helps(edition: Any, stored: Any) -> dict[str, Any]:
    """A life event, a guide with a file, a department that handles something, and training."""
    event = LifeEvent.objects.create(slug="su-kien", name_vi="Sinh con", name_en="Having a child", audience="person")
    event.entries.create(procedure=edition.procedure)
    guide = Guide.objects.create(kind="sample", title="Sample", file=stored, is_published=True)
    department = AgencyFactory(key="so-tu-phap", name="Sở Tư pháp", kind="department", level=1)
    Field.objects.filter(pk=edition.field_id).update(department=department)
    search.index([edition.procedure])
    now = timezone.now()
    session = TrainingSession.objects.create(
        title="T", starts_at=now, ends_at=now + timedelta(days=1), place="P", seats=1, open_until=now
    )
    material = TrainingMaterial.objects.create(title="T", file=stored)
    return {
        "lifeevent": event.pk, "guide": guide.pk, "guide_uuid": guide.uuid, "file_uuid": stored.uuid,
        "trainingsession": session.pk, "trainingmaterial": material.pk,
    }  # fmt: skip


def placed(dossier: Dossier, clerk: Any, **people: Any) -> Place:
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    stored = store(SimpleUploadedFile("don.pdf", b"%PDF-1.4", content_type="application/pdf"), by=None)
    Attachment.objects.create(dossier=dossier, stored=stored)
    draft = DraftFactory(
        edition=dossier.edition, agency=dossier.agency, received_by=dossier.received_by, submitter=dossier.submitter
    )
    edition = dossier.edition
    rows = {
        "agency": dossier.agency_id, "post": Post.objects.get(user=clerk).pk, "user": clerk.pk,
        "field": edition.field_id, "procedure": edition.procedure_id, "edition": edition.pk,
        "workday": WorkDay.objects.earliest("date").pk, "workinghours": WorkingHours.objects.earliest("pk").pk,
    }  # fmt: skip
    rows |= _helps(edition, store(SimpleUploadedFile("mau.pdf", b"%PDF-1.4", content_type="application/pdf"), by=None))
    rows["synonym"] = Synonym.objects.create(said="sao y", written="chứng thực bản sao").pk
    rows["askedquery"] = AskedQuery.objects.create(day=date(2020, 12, 1), words="sao y").pk
    rows["decision"] = decision(file=stored).pk
    windows = {"anonymous": Client()}
    windows |= {name: enter(user) for name, user in {"clerk": clerk, **people}.items()}
    return Place(dossier, _waiting(dossier, clerk), draft, rows, windows)


def _waiting(like: Dossier, clerk: Any) -> Dossier:
    """Of the same citizen at the same unit, sent back for one answer."""
    dossier = DraftFactory(
        edition=like.edition, agency=like.agency, received_by=like.received_by, submitter=like.submitter
    )
    workflow.perform(workflow.SUBMIT, dossier, Act(like.submitter))
    ask(dossier, clerk, "summary")
    return dossier
