"""Questions at the national portal for people: asking the province, and what was answered. Under DEMO a door for
tests."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from mock_national import catalogue
from mock_national.asked import NationalQuestion, ask
from mock_national.models import Person

SHOWN = 50
WRITTEN = ("NOIDUNG", "HOVATEN", "THUDIENTU", "SODIENTHOAI", "MALINHVUC", "MATTHCDP")
SAMPLES = (
    {
        "NOIDUNG": "Chứng thực chữ ký giấy ủy quyền nhận lương hưu có phải về nơi thường trú không?",
        "HOVATEN": "Phạm Văn Hùng", "THUDIENTU": "hung.pham@example.vn", "MATTHCDP": "2.000884",
    },
    {
        "NOIDUNG": "Tôi muốn cấp lại bản sao giấy khai sinh của mẹ tôi đã mất thì cần giấy tờ gì?",
        "HOVATEN": "Ngô Thị Hiền", "SODIENTHOAI": "0987654321", "MATTHCDP": "2.000635",
    },
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """The newest questions and what the province answered; a post asks one more."""
    typed = {name: request.POST.get(name, "").strip()[:2000] for name in WRITTEN}
    if request.method == "POST" and typed["NOIDUNG"]:
        ask(typed)
        return redirect("questions")
    person = request.user if isinstance(request.user, Person) else None
    context = {
        "questions": NationalQuestion.objects.prefetch_related("answers")[:SHOWN],
        "fields": catalogue.fields(),
        "person": person,
        "typed": typed,
        "is_missing": request.method == "POST",
    }
    return render(request, "mock_national/questions.html", context)


@csrf_exempt
@require_POST
def control(request: HttpRequest) -> JsonResponse:
    """``{questions: [fields]}`` are asked; answers with their keys."""
    asked = json.loads(request.body or b"{}").get("questions") or SAMPLES
    return JsonResponse({"keys": [ask(dict(one)).key for one in asked]})


def seed() -> int:
    """Two that wait, where nobody has asked yet. Safe to repeat."""
    if NationalQuestion.objects.exists():
        return 0
    return len([ask(dict(one)) for one in SAMPLES])
