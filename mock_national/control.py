"""Switches and the ledger, for people who rehearse failure and for tests. They exist under DEMO only."""

import json
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from mock_national import catalogue, distort, leaving, message_log, switches
from mock_national.asked import NationalQuestion
from mock_national.faults import KINDS
from mock_national.kept import HeldCall, LoggedMessage, SatisfactionCopy, StateCopy, Switch
from mock_national.models import (
    Call,
    ChangedRecord,
    DossierCopy,
    Fault,
    MapiSession,
    PaymentOrder,
    Person,
    PetitionCopy,
    ProgressLine,
)

PAGE = 500
FORGOTTEN = (
    Fault, HeldCall, Call, ProgressLine, DossierCopy, MapiSession, ChangedRecord, Switch, StateCopy, SatisfactionCopy,
    PaymentOrder, PetitionCopy, NationalQuestion,
)  # fmt: skip


def _asked(request: HttpRequest) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(json.loads(request.body or b"{}"))
    return request.POST.dict()


@csrf_exempt
@require_POST
def faults(request: HttpRequest) -> HttpResponse:
    """``{service, kind, share, seconds, delay}``; ``kind`` "none" ends the faults of the service and carries out what
    was held back; "withdraw" takes the procedure ``code`` off the list."""
    asked = _asked(request)
    service, kind = str(asked.get("service") or "*"), str(asked.get("kind", ""))
    if kind == "none":
        Fault.objects.filter(**({} if service == "*" else {"service": service})).delete()
        distort.release()
    elif kind == "withdraw":
        catalogue.change({str(asked.get("code", "")): None})
    elif kind in KINDS:
        until = timezone.now() + timedelta(seconds=float(asked.get("seconds") or 60))
        share, delay = float(asked.get("share") or 1), float(asked.get("delay") or 30)
        Fault.objects.create(service=service, kind=kind, share=share, delay=delay, until=until)
    else:
        return JsonResponse({"error": f"kind must be one of {', '.join(KINDS)}, none"}, status=400)
    return _done(request, {"service": service, "kind": kind})


@csrf_exempt
@require_POST
@transaction.atomic
def reset(request: HttpRequest) -> HttpResponse:
    """Forget faults, dossiers, trails, payments, log and changes of the catalogue; people and the catalogue stay."""
    for model in FORGOTTEN:
        model._default_manager.all().delete()
    return _done(request, {"reset": True})


@csrf_exempt
@require_POST
@transaction.atomic
def procedures(request: HttpRequest) -> HttpResponse:
    """``{changes: {code: fields or null}}`` changes records of the catalogue; without it a few are changed as an
    ordinary month would."""
    changes = _asked(request).get("changes")
    if isinstance(changes, dict):
        catalogue.change(changes)
    else:
        catalogue.change_some()
    return _done(request, {"changed": ChangedRecord.objects.count()})


@csrf_exempt
@require_POST
def people(request: HttpRequest) -> HttpResponse:
    """``{username, is_active, assurance}`` changes an account; ``sign_out`` tells the province that they left, and
    answers with what it was told."""
    asked = _asked(request)
    person = Person.objects.get(username=asked["username"])
    if asked.get("sign_out"):
        return JsonResponse({"logout_token": leaving.tell(person)})
    for name in ("is_active", "assurance"):
        if name in asked:
            setattr(person, name, asked[name])
    person.save()
    return _done(request, {"username": person.username})


@csrf_exempt
@require_POST
def turn(request: HttpRequest) -> HttpResponse:
    """``{name: value}`` of ``switches.CHOICES``."""
    try:
        for name, value in _asked(request).items():
            switches.turn(name, str(value))
    except ValueError:
        return JsonResponse({"error": "unknown switch or value", "switches": switches.CHOICES}, status=400)
    return _done(request, switches.current())


@require_GET
def messages(request: HttpRequest) -> JsonResponse:
    """The security server's log: whether its chain is whole, and the lines of one query id (``?id=``)."""
    asked = request.GET.get("id")
    lines = LoggedMessage.objects.filter(query_id=asked) if asked else LoggedMessage.objects.none()
    fields = ("pk", "query_id", "is_response", "client", "service", "sha256", "size", "previous", "hash")
    return JsonResponse(
        {
            "count": LoggedMessage.objects.count(),
            "broken_at": message_log.first_break(),
            "lines": list(lines.values(*fields)),
        }
    )


@require_GET
def born_here(request: HttpRequest, code: str) -> JsonResponse:
    """What the province said of a dossier born here, in the order of arrival."""
    return JsonResponse({"states": list(StateCopy.objects.filter(code=code).values_list("record", flat=True))})


@require_GET
def satisfaction(request: HttpRequest) -> JsonResponse:
    """What is held of the satisfaction of ``?month=`` (M-yyyy), as it was sent last."""
    held = SatisfactionCopy.objects.filter(month=request.GET.get("month", "")).order_by("unit", "question")
    return JsonResponse({"items": list(held.values_list("record", flat=True))})


def _done(request: HttpRequest, answer: dict[str, Any]) -> HttpResponse:
    return JsonResponse(answer) if request.content_type == "application/json" else redirect("home")


def _call(call: Call) -> dict[str, Any]:
    return {
        "sequence": call.pk,
        "at": call.arrived_at.isoformat(),
        "service": call.service,
        "body": call.body,
        "code": call.code,
        "fault": call.fault,
        "stored": call.is_stored,
        "dropped": call.is_dropped,
    }


@require_GET
def ledger(request: HttpRequest) -> JsonResponse:
    """What arrived, oldest first, after ``?since=<sequence>``, a page at a time."""
    calls = Call.objects.filter(pk__gt=int(request.GET.get("since") or 0))[:PAGE]
    return JsonResponse({"dossiers": DossierCopy.objects.count(), "calls": [_call(call) for call in calls]})


@require_GET
def ledger_of(request: HttpRequest, code: str) -> JsonResponse:
    """One dossier: as held now, its trail in the order of arrival, and the calls that spoke of it."""
    held = DossierCopy.objects.filter(code=code).first()
    lines = ProgressLine.objects.filter(code=code)
    calls = Call.objects.filter(body__data__contains=[{"MaHoSo": code}])
    return JsonResponse(
        {
            "known": held is not None,
            "dossier": held.record if held else None,
            "progress": [{**line.line, "arrived_at": line.arrived_at.isoformat()} for line in lines],
            "calls": [_call(call) for call in calls],
        }
    )
