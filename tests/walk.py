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
from dossiers.issued.work import BOOK
from dossiers.models import (
    Attachment,
    CannedAnswer,
    Dossier,
    Export,
    Mismatch,
    NeededAssurance,
    Reconciliation,
    ResultTemplate,
    ReturnCharge,
)
from dossiers.own_data.work import COPY
from dossiers.terms import sending
from dossiers.terms.urging import Words
from feedback.models import PostingCheck
from payments.models import Till
from portal.agencies.models import Post, Reorganisation, Role
from portal.audit.models import AuditLine
from portal.calendar.models import WorkDay, WorkingHours
from portal.files.storage import store
from portal.jobs import Job
from portal.notices.models import Notice
from procedures import search
from procedures.exchange.work import TRIAL
from procedures.models import (
    AskedQuery,
    Comparison,
    Decision,
    Field,
    Guide,
    LifeEvent,
    Plan,
    PlanEntry,
    RefreshRun,
    Synonym,
    TrainingMaterial,
    TrainingSession,
)
from tests.dossiers.counter import one_of_each
from tests.dossiers.results import finished, returned_by
from tests.dossiers.supplements import ask
from tests.factories import AgencyFactory, DraftFactory, PostFactory, ProcedureFactory
from tests.feedback.contests import contest_with_entry
from tests.feedback.enquired import one_asked
from tests.feedback.judged import judged
from tests.feedback.walked import one_in_hand
from tests.national.exchanges import told
from tests.payments import money
from tests.portal.desk import enter
from tests.sheets import jpeg

APPS = re.compile(r"\^\(\?P<app_label>.*\)/\$")  # their order is that of registration
TRAINING = "quan-tri/procedures/trainingsession/tap-huan/"
EXCHANGE, JOB = "quan-tri/procedures/exchange/", "quan-tri/portal/job/"
REORGANISATION = "quan-tri/agencies/reorganisation/"
TILL = "quan-tri/payments/till/"
PETITION = "quan-tri/feedback/petition/"
CONTEST = "khao-sat/"
WORDING = "quan-tri/notices/noticetemplate/"
REMARK = "quan-tri/feedback/remark/"
OWN_DATA, PRINTING = "tai-khoan/du-lieu/", "quan-tri/dossiers/dossier/in-giay-to/"
OF_THEIR_OWN = (
    REORGANISATION, "huong-dan/", "tep/", "thong-bao/", OWN_DATA, TRAINING, EXCHANGE, JOB, WORDING, PRINTING,
    TILL, PETITION, "phan-anh/", REMARK, CONTEST,
)  # fmt: skip
"""Where the addresses of a row are not those of the dossier."""

ENQUIRY = "quan-tri/feedback/enquiry/"
OF_THEIR_OWN += (ENQUIRY, "hoi-dap/")

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
    """A received dossier, one that waits for a supplement, one whose result is in the post, a draft, and the row the
    desk would open of each model."""

    dossier: Dossier
    waiting: Dossier
    handed: Dossier
    draft: Dossier
    rows: dict[str, Any]
    windows: dict[str, Client] = field(default_factory=dict)

    def address(self, route: str) -> str:
        drafting = any(
            page in route for page in ("noi-nop", "buoc", "xem-lai", "/giay-to/", "quy-dinh-moi", "ban-nhap", "lay-lai")
        )
        supplementing = "phieu-bo-sung" in route or route == "ho-so/<uuid:uuid>/bo-sung/"
        issued = any(page in route for page in ("phieu-xac-minh", "phieu-gui", "dinh-chinh", "ket-qua/"))
        issued = issued and "nhan-ket-qua" not in route and "soan-ket-qua" not in route
        dossier = self.draft if drafting else self.waiting if supplementing else self.dossier
        dossier = self.handed if issued and not route.startswith(JOB) else dossier
        model = OBJECT.match(route)
        values = {
            "str:code": self.dossier.edition.procedure.code,
            "uuid:uuid": dossier.uuid,
            "uuid:key": self.rows["collected"] if "giay-bien-nhan" in route else dossier.uuid,
            "uuid:file_uuid": dossier.attachments.values_list("uuid", flat=True).first(),
            "int:number": 1,
            "uuid:receipt": self.rows["receipt_uuid"],
            "int:edition": self.rows["edition"],
            "int:row": 1,
            "int:decision": self.rows["decision"],
            "int:procedure": self.rows["procedure"],
            "int:export": self.rows["export"],
            "int:line": 1,
            "str:place": "0.0",
            "int:pk": self.rows.get(model.group(2)) if model else 1,
            "path:object_id": self.rows.get(model.group(2)) if model else 1,
            "path:content_type_id": ContentType.objects.get_for_model(Dossier).pk,
            "app_label": "accounts",
            "slug:figure": "tiep-nhan",
            "slug:slug": "su-kien",
            "slug:key": "so-tu-phap",
            "section": "pages",
            "uuid:slip": self.rows["guidance" if "huong-dan" in route else "hand_over"],
            "uuid:outage": self.rows["outage"],
            "uuid:paper": self.dossier.issued_papers.for_applicant().latest("pk").uuid,
            "str:token": self.handed.results.get().token,
            "uuid:attempt": self.rows["payment"],
            **self.rows["judged"],
            "uuid:job": self.rows["counted"],
        }
        values |= {
            "huong-dan/": {"uuid:uuid": self.rows["guide_uuid"]},
            "tep/": {"uuid:uuid": self.rows["file_uuid"]},
            TRAINING: {"int:pk": self.rows["trainingmaterial"]},
            EXCHANGE: {"uuid:key": self.rows["trial"]},
            JOB: {"uuid:key": self.rows["trial"]},
            REORGANISATION: {"uuid:key": self.rows["reorganisation"]},
            TILL: {"uuid:key": self.rows["till"]},
            "thong-bao/": {"uuid:uuid": self.rows["notice"]},
            OWN_DATA: {"uuid:uuid": self.rows["own_data"]},
            PRINTING: {"uuid:key": self.rows["printed"]},
            REMARK: {"uuid:key": self.rows["remark"]},
            WORDING: {"slug:key": "dossier_received"},
            PETITION: {"uuid:key": self.rows["petition"], "uuid:file": self.rows["petition_file"]},
            "phan-anh/": {"uuid:uuid": self.rows["petition"], "uuid:key": self.rows["petition_file"]},
            ENQUIRY: {"uuid:key": self.rows.get("enquiry"), "uuid:file": self.rows.get("enquiry_file")},
            "hoi-dap/": {"uuid:uuid": self.rows.get("enquiry"), "uuid:key": self.rows.get("enquiry_file")},
            CONTEST: self.rows["contest"],
        }.get(next((start for start in OF_THEIR_OWN if route.startswith(start)), ""), {})
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


def _standing(procedure: Any) -> dict[str, Any]:
    """A comparison that found something, a refresh with a fault, and a plan whose one service is integrated."""
    now = timezone.now()
    run = Comparison.objects.create(state=Comparison.State.DONE, ended_at=now, compared=1)
    rows = [{"what": "Tên thủ tục", "ours": "Khai sinh", "theirs": "Đăng ký khai sinh"}]
    found = run.differences.create(
        kind="different", procedure=procedure, code=procedure.code, name="Khai sinh", rows=rows, item={"MATTHC": "x"}
    )
    refresh = RefreshRun.objects.create(started_at=now, outcomes={"failed": 1})
    refresh.lines.create(code=procedure.code, kind="unknown channel: %(a)s", fault="unknown channel: Bưu điện")
    plan = Plan.objects.create(year=2020, decision="825/QĐ-UBND", target=55, out_of=179)
    day = date(2020, 12, 1)
    entry = PlanEntry.objects.create(plan=plan, procedure=procedure, step=7, integrated_on=day, due_on=day)
    return {"comparison": found.pk, "refreshrun": refresh.pk, "plan": plan.pk, "planentry": entry.pk}


def placed(dossier: Dossier, clerk: Any, **people: Any) -> Place:
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    stored = store(SimpleUploadedFile("don.pdf", b"%PDF-1.4", content_type="application/pdf"), by=None)
    Attachment.objects.create(dossier=dossier, stored=stored)
    draft = DraftFactory(
        edition=dossier.edition, agency=dossier.agency, received_by=dossier.received_by, submitter=dossier.submitter
    )
    edition = dossier.edition
    page = store(SimpleUploadedFile("trang.jpg", jpeg(), content_type="image/jpeg"), by=draft.submitter)
    Attachment.objects.create(dossier=draft, stored=page)
    rows = {
        "agency": dossier.agency_id, "post": Post.objects.get(user=clerk).pk, "user": clerk.pk,
        "field": edition.field_id, "procedure": edition.procedure_id, "edition": edition.pk,
        "workday": WorkDay.objects.earliest("date").pk, "workinghours": WorkingHours.objects.earliest("pk").pk,
    }  # fmt: skip
    rows |= _helps(edition, store(SimpleUploadedFile("mau.pdf", b"%PDF-1.4", content_type="application/pdf"), by=None))
    rows |= _standing(edition.procedure)
    rows |= money.one_of_each(dossier, clerk)
    rows["till"] = Till.objects.create(
        agency=dossier.received_by, cashier=clerk, on=date(2020, 12, 1), closed_at=timezone.now(), expected=0, counted=0
    ).uuid
    rows["statement"] = 1  # of a discrepancy, for those who may not see any
    rows |= one_in_hand(dossier.submitter, dossier.agency)
    rows["auditline"] = AuditLine.objects.earliest("pk").pk
    rows["exchange"] = told().pk
    rows["notice"] = Notice.objects.filter(person=dossier.submitter).latest("pk").uuid
    rows["synonym"] = Synonym.objects.create(said="sao y", written="chứng thực bản sao").pk
    rows["askedquery"] = AskedQuery.objects.create(day=date(2020, 12, 1), words="sao y").pk
    rows["decision"] = decision(file=stored).pk
    rows |= _talk(dossier, stored)
    rows["dossier"] = _urged(dossier)  # what has a number of its own below the dossiers is a reminder
    rows["export"] = Export.objects.create(
        by=clerk,
        agencies=[dossier.received_by_id],
        query={},
        purpose="Báo cáo quý",
        file=stored,
        made_at=timezone.now(),
    ).pk
    rows["trial"] = Job.objects.create(
        kind=TRIAL, state=Job.State.DONE, started_by=people["catalogue"], source=stored, result=stored
    ).uuid
    run = Reconciliation.objects.create(mode="quick", state="done", ended_at=timezone.now())
    differs = {"code": dossier.code, "dossier": dossier, "kind": "later_there", "fields": ["ChuHoSo", "GhiChu"]}
    rows["reconciliation"] = Mismatch.objects.create(run=run, seen_in=run, **differs).pk
    rows["reorganisation"] = Reorganisation.objects.create(
        number="1", about="S", in_force_on=date(2021, 1, 1), prepared_by=people["administrator"]
    ).uuid
    sample = {"name": "Sample", "heading": "XÁC NHẬN", "body": "Cho {owner_name}"}
    rows["resulttemplate"] = ResultTemplate.objects.create(**sample).pk
    rows["printed"] = Job.objects.create(kind=BOOK, state=Job.State.DONE, started_by=clerk, result=stored).uuid
    windows = {"anonymous": Client()}
    windows |= {name: enter(user) for name, user in {"clerk": clerk, **people}.items()}
    rows |= contest_with_entry(dossier.submitter, stored)
    look = {"agency": dossier.agency, "missing": 1, "note": "Chứng thực", "by": people["catalogue"]}
    rows["postingcheck"] = PostingCheck.objects.create(**look).pk
    rows["neededassurance"] = NeededAssurance.objects.create(procedure=ProcedureFactory()).pk
    rows["returncharge"] = ReturnCharge.objects.create(reach="inside", amount=1, valid_from=date(2020, 1, 1)).pk
    handed = _handed(dossier, clerk, people["officer"])
    rows |= one_of_each(dossier, clerk, people["officer"], people["leader"])
    rows |= one_asked(dossier.submitter, dossier.agency)
    rows |= judged(dossier)
    return Place(dossier, _waiting(dossier, clerk), handed, draft, rows, windows)


def _handed(like: Dossier, clerk: Any, officer: Any) -> Dossier:
    """Of the same citizen, its result in the post and not yet said to be read."""
    dossier = DraftFactory(
        edition=like.edition, agency=like.agency, received_by=like.received_by, submitter=like.submitter
    )
    workflow.perform(workflow.SUBMIT, dossier, Act(like.submitter))
    finished(returned_by(dossier, "post"), clerk, officer)
    workflow.perform(workflow.steps.HAND_TO_POST, dossier, Act(clerk, values={"tracking_number": "EB1"}))
    return dossier


def _talk(dossier: Dossier, stored: Any) -> dict[str, Any]:
    """A canned answer of the deciding agency, and a copy of the submitter's data."""
    answer = CannedAnswer.objects.create(title="Đúng hạn", text="Hồ sơ {code}", agency=dossier.agency)
    now = timezone.now()
    copy = Job.objects.create(
        kind=COPY, state=Job.State.DONE, ended_at=now, started_by=dossier.submitter, result=stored
    )
    return {"cannedanswer": answer.pk, "own_data": copy.uuid}


def _urged(dossier: Dossier) -> int:
    """A reminder from the one-stop unit to the deciding agency, not answered yet."""
    leader = PostFactory(agency=dossier.received_by, role=Role.LEADER).user
    overdue = Act(leader, at=dossier.due_at + timedelta(days=1))
    (reminder,) = sending.send([dossier], Words("Đề nghị giải quyết", timezone.localdate(overdue.at)), overdue)
    return reminder.pk


def _waiting(like: Dossier, clerk: Any) -> Dossier:
    """Of the same citizen at the same unit, sent back for one answer."""
    dossier = DraftFactory(
        edition=like.edition, agency=like.agency, received_by=like.received_by, submitter=like.submitter
    )
    workflow.perform(workflow.SUBMIT, dossier, Act(like.submitter))
    ask(dossier, clerk, "summary")
    return dossier
