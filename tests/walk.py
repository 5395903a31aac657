"""Every address of the portal, with something real behind each, and everybody who may ask for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Attachment, Dossier
from portal.agencies.models import Post
from portal.calendar.models import WorkDay, WorkingHours
from portal.files.storage import store
from procedures.models import AskedQuery, Decision, Synonym
from tests.factories import DraftFactory
from tests.portal.desk import enter

APPS = re.compile(r"\^\(\?P<app_label>.*\)/\$")  # their order is that of registration
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
    """A received dossier, a draft, and the row the desk would open of each model."""

    dossier: Dossier
    draft: Dossier
    rows: dict[str, Any]
    windows: dict[str, Client] = field(default_factory=dict)

    def address(self, route: str) -> str:
        drafting = any(page in route for page in ("noi-nop", "buoc", "xem-lai")) or route.endswith(
            "<uuid:uuid>/giay-to/"
        )
        dossier = self.draft if drafting else self.dossier
        model = OBJECT.match(route)
        values = {
            "str:code": self.dossier.edition.procedure.code,
            "uuid:uuid": dossier.uuid,
            "uuid:key": dossier.uuid,
            "uuid:file_uuid": dossier.attachments.values_list("uuid", flat=True).first(),
            "int:number": 1,
            "int:pk": self.rows.get(model.group(2)) if model else 1,
            "path:object_id": self.rows.get(model.group(2)) if model else 1,
            "path:content_type_id": ContentType.objects.get_for_model(Dossier).pk,
            "app_label": "accounts",
        }
        return "/" + re.sub(r"<([\w:]+)>", lambda found: str(values[found.group(1)]), route)


def decision(**values: Any) -> Decision:
    """Being prepared, with nothing in it yet."""
    day = date(2020, 12, 1)
    return Decision.objects.create(
        number="1/2020", subject="Công bố", signed_on=day, effective_on=day, signer="Lê Ánh Dương", **values
    )


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
    rows["synonym"] = Synonym.objects.create(said="sao y", written="chứng thực bản sao").pk
    rows["askedquery"] = AskedQuery.objects.create(day=date(2020, 12, 1), words="sao y").pk
    rows["decision"] = decision(file=stored).pk
    windows = {"anonymous": Client()}
    windows |= {name: enter(user) for name, user in {"clerk": clerk, **people}.items()}
    return Place(dossier, draft, rows, windows)
