"""Pulling the plug: both ledgers beside each other while the line is cut, and the buttons that cut it. DEMO only.

The province is asked over HTTP like anybody else's system; it answers such questions only when it demonstrates, too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from mock_national.comparing import differing
from mock_national.models import Call, DossierCopy, Fault, ProgressLine, Sample

PATIENCE, WORK_PATIENCE = 5.0, 60.0
KEPT = 120
"""Samples of the line, one about every two seconds: four minutes."""

EVERY = timedelta(seconds=1)
CUT_SECONDS, RECENT_SECONDS = 3600, 10
CUT, DROPPING = "down", "drop"
WIDTH, HEIGHT = 600, 120


@dataclass(frozen=True)
class Province:
    """What the province says of itself; ``None`` for what it did not answer."""

    dossiers: Mapping[str, list[int]]
    sent: int | None = None
    unsent: int | None = None
    parked: int | None = None
    oldest: int | None = None

    @property
    def answers(self) -> bool:
        return self.unsent is not None


def province() -> Province:
    try:
        answer = httpx.get(f"{settings.PORTAL_URL}/trinh-dien/lien-thong.json", timeout=PATIENCE).raise_for_status()
        return Province(**answer.json())
    except (httpx.HTTPError, ValueError, TypeError):
        return Province({})


def held() -> dict[str, list[int]]:
    """By code: the status and the number of trail lines held here."""
    lines = dict(ProgressLine.objects.order_by().values_list("code").annotate(number=Count("pk")))
    states = DossierCopy.objects.values_list("code", "record__TrangThaiHoSo")
    return {code: [int(state or 0), lines.get(code, 0)] for code, state in states}


def figures() -> dict[str, Any]:
    """Both sides now; each look is kept for the line."""
    theirs, ours, now = province(), held(), timezone.now()
    number = differing(theirs.dossiers, ours) if theirs.answers else None
    if theirs.answers and number is not None:
        _keep(number, theirs.unsent or 0)
    faults = set(Fault.objects.filter(until__gt=now).values_list("kind", flat=True))
    return {
        "answers": theirs.answers, "differing": number, "theirs": len(theirs.dossiers), "sent": theirs.sent,
        "unsent": theirs.unsent, "parked": theirs.parked, "oldest": theirs.oldest, "ours": len(ours),
        "lines": sum(lines for _state, lines in ours.values()),
        "calls": Call.objects.filter(arrived_at__gt=now - timedelta(seconds=RECENT_SECONDS)).count(),
        "is_cut": CUT in faults, "is_dropping": DROPPING in faults, "points": points(),
    }  # fmt: skip


def _keep(number: int, unsent: int) -> None:
    last = Sample.objects.first()
    if last is not None and timezone.now() - last.at < EVERY:
        return
    Sample.objects.create(differing=number, unsent=unsent)
    old = Sample.objects.values_list("pk", flat=True)[KEPT : KEPT * 2]
    Sample.objects.filter(pk__in=list(old)).delete()


def points() -> str:
    """The line of differences as an SVG polyline draws it, oldest at the left."""
    samples = list(reversed(Sample.objects.values_list("differing", flat=True)[:KEPT]))
    highest = max([*samples, 1])
    step = WIDTH / max(len(samples) - 1, 1)
    return " ".join(f"{at * step:.0f},{HEIGHT - number * HEIGHT / highest:.0f}" for at, number in enumerate(samples))


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    context = {"figures": figures(), "width": WIDTH, "height": HEIGHT}
    return render(request, "mock_national/rehearsal.html", context)


@require_GET
def state(request: HttpRequest) -> JsonResponse:
    return JsonResponse(figures())


@require_POST
def press(request: HttpRequest) -> HttpResponse:
    """One of the buttons of the page."""
    button = BUTTONS.get(request.POST.get("button", ""))
    if button is not None:
        messages.info(request, button())
    return redirect("rehearsal")


def _cut() -> str:
    _strike(CUT)
    return "Đã rút dây: mọi dịch vụ của Cổng quốc gia ngừng."


def _drop() -> str:
    _strike(DROPPING)
    return "Từ giờ Cổng quốc gia lưu rồi cắt câu trả lời: cổng tỉnh không biết đã lưu."


def _strike(kind: str) -> None:
    Fault.objects.create(service="*", kind=kind, until=timezone.now() + timedelta(seconds=CUT_SECONDS))


def _plug() -> str:
    Fault.objects.all().delete()
    return "Đã cắm lại dây: mọi sự cố đã tắt."


def _work() -> str:
    answer = _ask("lam-tiep", WORK_PATIENCE)
    if answer is None:
        return "Cổng tỉnh không trả lời."
    return f"Cán bộ tỉnh vừa làm {answer.get('done', 0)} việc trên hồ sơ."


def _kill() -> str:
    answer = _ask("dung-tien-trinh", PATIENCE)
    if answer is None:
        return "Cổng tỉnh không trả lời."
    if not answer.get("killed"):
        return "Tiến trình gửi đang khởi động lại, chưa có gì để dừng."
    return "Đã dừng đột ngột tiến trình gửi của tỉnh. Nó tự khởi động lại sau vài giây."


def _ask(name: str, patience: float) -> dict[str, Any] | None:
    try:
        answer = httpx.post(f"{settings.PORTAL_URL}/trinh-dien/{name}/", timeout=patience).raise_for_status()
        return dict(answer.json())
    except (httpx.HTTPError, ValueError, TypeError):
        return None


BUTTONS: Mapping[str, Callable[[], str]] = {
    "rut": _cut,
    "cat": _drop,
    "cam": _plug,
    "lam": _work,
    "dung": _kill,
}
