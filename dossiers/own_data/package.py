"""The ZIP: the same contents as JSON, as a page to read and as tables, and the files beside them."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation

from dossiers.own_data import contents
from dossiers.own_data.sections import Enclosed, sections
from portal.accounts.models import User
from portal.files.storage import FileDamaged, open_stored
from portal.sheets import harmless
from portal.templatetags.words import moment

CHUNK = 256 * 1024


def write(out: BinaryIO, person: User, beat: Callable[[], None]) -> None:
    """The whole ZIP into ``out``; ``beat`` is called after every file.

    A file of which the store has lost the bytes is left out (the store raises the alarm); one held by the virus
    scanner stands in the list alone.
    """
    with translation.override("vi"), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        found = contents.everything(person)
        package.writestr("du-lieu.json", json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        package.writestr("doc-truoc.html", render_to_string("own_data/copy.html", found | {"sections": sections()}))
        for name, rows in tables(found).items():
            package.writestr(f"{name}.csv", _csv(rows))
        for file in contents.all_files(person):
            if file.stored.is_released:
                _add(package, file)
                beat()


def tables(found: dict[str, Any]) -> dict[str, list[list[Any]]]:
    """For a spreadsheet: what is a list, one row each, under Vietnamese heads."""
    heads = {
        "ho-so": ["Số hồ sơ", "Thủ tục", "Trạng thái", "Nơi nhận", "Nộp lúc", "Hẹn trả", "Trả kết quả lúc"],
        "cau-tra-loi": ["Số hồ sơ", "Phần", "Câu hỏi", "Trả lời"],
        "luot-xem": ["Số hồ sơ", "Cơ quan", "Chức danh", "Đã làm gì", "Lúc"],
        "trao-doi": ["Số hồ sơ", "Người viết", "Lúc", "Nội dung"],
        "tien": ["Số hồ sơ", "Loại", "Nội dung", "Số tiền (đồng)", "Lúc", "Số chứng từ"],
        "thong-bao": ["Tiêu đề", "Lúc", "Nội dung"],
    }
    rows: dict[str, list[list[Any]]] = {name: [head] for name, head in heads.items()}
    for one in found["dossiers"]:
        number = one["code"] or one["provisional_number"] or "bản nháp"
        rows["ho-so"].append([
            number, one["procedure"]["name"], one["status"], one["received_by"],
            *(moment(one[at]) for at in ("submitted_at", "due_at", "handed_over_at")),
        ])  # fmt: skip
        said = one["answers_in_words"]
        rows["cau-tra-loi"] += [[number, line["step"], line["question"], line["answer"]] for line in said]
        opened = one["opened_by"]
        rows["luot-xem"] += [[number, by["agency"], by["title"], by["what"], moment(by["at"])] for by in opened]
        rows["tien"] += [
            [number, line["what"], line["name"], line["amount"], moment(line["at"]), line["number"]]
            for line in one["money"]
        ]
        rows["trao-doi"] += [[number, by["from"], moment(by["at"]), by["text"]] for by in one["messages"]]
    rows["thong-bao"] += [[one["subject"], moment(one["at"]), one["body"]] for one in found["notices"]]
    for section in sections():
        rows |= section.tables(found[section.name])
    return rows


def _csv(rows: Iterable[list[Any]]) -> str:
    """Begins with the mark by which spreadsheets know UTF-8; no cell is taken for a formula."""
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([harmless(str(cell or "")) for cell in row] for row in rows)
    return out.getvalue()


def _add(package: zipfile.ZipFile, file: Enclosed) -> None:
    try:
        content = open_stored(file.stored)
    except FileDamaged:
        return
    with content, package.open(zipfile.ZipInfo(file.path), "w", force_zip64=True) as entry:
        while chunk := content.read(CHUNK):
            entry.write(chunk)
