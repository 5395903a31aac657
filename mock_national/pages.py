"""Pages for people: what the national portal holds, and the way in for its own citizens."""

import base64
from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from mock_national import catalogue, files, profile
from mock_national.models import Call, DossierCopy, Fault, Person, ProgressLine

SHOWN = 30


def site(request: HttpRequest) -> dict[str, Any]:
    sample = Person.objects.order_by("kind", "pk") if settings.DEMO else Person.objects.none()
    return {"PORTAL_URL": settings.PORTAL_URL, "DEMO": settings.DEMO, "sample_people": sample}


def masked(name: str) -> str:
    """«Nguyễn Thị Đào» → «N*** T*** Đào»: enough to recognise one's own."""
    *first, last = name.split() or [""]
    return " ".join([f"{part[0]}***" for part in first] + [last])


def _shown(copy: DossierCopy) -> dict[str, Any]:
    record = copy.record
    return {
        "code": copy.code,
        "procedure": record.get("TenTTHC", ""),
        "status": profile.STATUSES.get(str(record.get("TrangThaiHoSo")), ""),
        "status_code": record.get("TrangThaiHoSo"),
        "owner": masked(str(record.get("ChuHoSo", ""))),
        "unit": record.get("DonViXuLy", ""),
        "arrived_at": copy.arrived_at,
        "first_arrived_at": copy.first_arrived_at,
        "versions": copy.versions,
    }


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("ma", "").strip().upper()
    if asked and DossierCopy.objects.filter(code=asked).exists():
        return redirect("dossier", code=asked)
    context = {
        "asked": asked,
        "count": DossierCopy.objects.count(),
        "lines": ProgressLine.objects.count(),
        "calls": Call.objects.count(),
        "latest": [_shown(copy) for copy in DossierCopy.objects.all()[:SHOWN]],
        "faults": Fault.objects.filter(until__gt=timezone.now()),
    }
    return render(request, "mock_national/home.html", context)


@require_GET
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    copy = get_object_or_404(DossierCopy, code=code)
    rounds = copy.record.get("DanhSachHoSoBoSung") or []
    context = {
        "dossier": _shown(copy),
        "record": copy.record,
        "supplements": [(one, profile.SUPPLEMENT_STATES.get(str(one.get("TrangThaiBoSung")), "")) for one in rounds],
        "files": files.looked_at(copy.record),
        "fees": copy.record.get("DanhSachLePhi") or [],
        "trail": ProgressLine.objects.filter(code=code),
    }
    return render(request, "mock_national/dossier.html", context)


@require_POST
def enter(request: HttpRequest, username: str) -> HttpResponse:
    """Sign in as one of the sample people with one click."""
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise Http404
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = "/"
    answer: HttpResponse = perform_login(request, person, redirect_url=onward)
    return answer


@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """Online services of the province: each opens the province's form by a deep link (protocols §6)."""
    asked = request.GET.get("q", "").strip()
    found = [one for one in catalogue.listed() if asked.casefold() in f"{one['MATTHC']} {one['TENTTHC']}".casefold()]
    person = request.user if isinstance(request.user, Person) else None
    context = {
        "asked": asked,
        "services": found[:SHOWN],
        "units": sorted(catalogue.agencies(), key=lambda unit: unit["CAPDONVI"], reverse=True),
        "hint": base64.b64encode(str(person.tech_id).encode()).decode() if person else "",
    }
    return render(request, "mock_national/services.html", context)


@require_GET
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    connection.ensure_connection()
    return JsonResponse({"status": "ok"})
