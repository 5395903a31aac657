"""One page with every component, looked at by axe in a real browser: no server and no database are needed."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.template import engines
from django.utils import translation
from playwright.sync_api import Page, Route

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
ADDRESS = "http://127.0.0.1:1/"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
AT = datetime(2020, 12, 4, 10, 0, tzinfo=UTC)

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="no Chromium on this machine"),
]


class EveryField(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label="Họ và tên", help_text="Như trên căn cước")
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    copies = forms.IntegerField(label="Số bản")
    birth = forms.DateField(label="Ngày sinh", help_text="Ví dụ: 02/09/2020")
    ward = forms.ChoiceField(label="Nơi đăng ký", choices=[("", "Chọn"), ("1", "Xã Đồng Kỳ")])
    sex = forms.ChoiceField(label="Giới tính", choices=[("0", "Nữ"), ("1", "Nam")], widget=forms.RadioSelect)
    ways = forms.MultipleChoiceField(
        label="Báo tin bằng", choices=[("p", "Cổng"), ("e", "Thư")], widget=forms.CheckboxSelectMultiple
    )
    scan = forms.FileField(label="Giấy chứng sinh")
    agree = forms.BooleanField(label="Tôi cam đoan khai đúng")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


EVERYTHING = """{% extends "base.html" %}{% block title %}Mẫu{% endblock %}
{% block breadcrumbs %}{% breadcrumbs "Thủ tục" "/thu-tuc/" "Khai sinh" %}{% endblock %}
{% block content %}{% error_summary form %}<h1 class="govuk-heading-l">Mẫu</h1>{% steps names 2 %}
<form method="post" enctype="multipart/form-data" novalidate>{{ form }}
<div class="govuk-button-group">{% button "Nộp" %}
{% button "Lưu" kind="secondary" %}{% button "Rút" kind="warning" %}</div>
</form>
{% facts facts %}{% timeline entries %}{% empty_state "Trống" "Chưa có gì." "Tìm" "/thu-tuc/" %}{% pages 3 9 "q=a" %}
{% for tone in tones %}{% notice tone=tone title="Lưu ý" %}<p>Nội dung.</p>{% endnotice %}{% endfor %}
{% for code in codes %}{% status_tag code "Trạng thái" %}{% endfor %}
{% disclosure summary="Xem thêm" %}<p>Nội dung.</p>{% enddisclosure %}
<ul class="grid"><li><a class="tile" href="/"><span class="tile__title">Ô</span>
<span class="tile__text">Lời</span></a></li></ul>
<ul class="list-plain"><li class="entry">
<h2 class="entry__title"><a class="govuk-link" href="/">Thủ tục</a></h2></li></ul>
{% endblock %}"""


def draw(form: forms.Form) -> str:
    context = {
        "DEMO": True,
        "form": form,
        "names": ["Người yêu cầu", "Giấy tờ", "Nộp"],
        "facts": [("Họ và tên", "Nguyễn Thị Hường"), ("Điện thoại", "")],
        "entries": [{"title": "Tiếp nhận", "at": AT, "by": "Một cửa"}, {"title": "Nộp", "at": AT}],
        "tones": ["info", "success", "warning", "error"],
        "codes": range(1, 11),
    }
    with translation.override("vi"):
        return engines["django"].from_string(EVERYTHING).render(context)


def serve(page: Page, html: str) -> list[str]:
    """Answer the browser from memory and disk under the portal's own policy; what it complains of is returned."""
    complaints: list[str] = []

    def answer(route: Route) -> None:
        path = ROOT / route.request.url.removeprefix(ADDRESS).split("?")[0]
        if route.request.url == ADDRESS:
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
            route.fulfill(body=html, headers=headers)
        elif path.is_file():
            route.fulfill(body=path.read_bytes(), content_type=TYPES[path.suffix])
        else:
            route.fulfill(status=404, body=route.request.url)

    page.route("**/*", answer)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(ADDRESS)
    return complaints


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": ["--disable-gpu", *sandbox]}


@pytest.fixture(params=[320, 1280])
def sized(page: Page, request: pytest.FixtureRequest) -> Page:
    page.set_viewport_size({"width": request.param, "height": 800})
    return page


@pytest.mark.parametrize("sent", [None, {}], ids=["empty", "refused"])
def test_axe_finds_nothing(sized: Page, sent: dict[str, str] | None) -> None:
    serve(sized, draw(EveryField(sent)))
    found = Axe().run(sized, options={"preload": False}).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []


def test_nothing_runs_over_the_edge(sized: Page) -> None:
    serve(sized, draw(EveryField({})))
    assert sized.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_browser_has_nothing_to_complain_of(page: Page) -> None:
    assert serve(page, draw(EveryField())) == []


def test_the_focus_goes_to_the_summary_of_errors(page: Page) -> None:
    serve(page, draw(EveryField({})))
    page.wait_for_function("document.activeElement.classList.contains('govuk-error-summary')", timeout=5000)


def test_the_file_control_speaks_the_pages_language(page: Page) -> None:
    serve(page, draw(EveryField()))
    assert re.search("Chưa chọn tệp nào", page.locator(".govuk-drop-zone").inner_text())
