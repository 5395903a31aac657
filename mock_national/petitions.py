"""Petitions waiting here for the province, and what it says of them (protocols §9.1).

``DanhSachPAKNChoXuLy`` was seen by name; ``ChiTietPAKN``, ``CapNhatTrangThaiPAKN``, ``TraLoiPAKN`` and ``DongBoPAKN``
are proposals of ours, and so are all fields.
"""

import secrets
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from mock_national import files, profile
from mock_national.petition_models import PetitionCopy, PetitionLine
from mock_national.refusal import Refused

Body = dict[str, Any]
STATUSES = {
    "1": "Mới gửi", "2": "Đã tiếp nhận", "3": "Không tiếp nhận", "4": "Đã chuyển xử lý", "5": "Đang xử lý",
    "6": "Yêu cầu bổ sung thông tin", "7": "Đã trả lời", "8": "Đã công khai",
}  # fmt: skip
WRITING = ("CapNhatTrangThaiPAKN", "TraLoiPAKN", "DongBoPAKN")
STATE = ("PAKNID", "TRANGTHAI", "MADONVI", "NGUOIXULY", "THOIDIEM")
ANSWER = ("PAKNID", "MADONVI", "NGUOITRALOI", "NGAYTRALOI", "NOIDUNGTRALOI", "CONGKHAI")
REPORT = ("MAPAKNDONVI", "TIEUDE", "NOIDUNG", "LOAIPAKN", "HOVATEN", "MADONVI", "NGAYGUI", "TRANGTHAI")


# --- Services ---------------------------------------------------------------------------------
def waiting(body: Body) -> list[Body]:
    """``DanhSachPAKNChoXuLy``: those nobody has received yet, oldest first."""
    return [
        {**copy.record, "PAKNID": copy.number, "TRANGTHAI": copy.status}
        for copy in PetitionCopy.objects.filter(status="1", local_number=None)
    ]


def detail(body: Body) -> list[Body]:
    """``ChiTietPAKN``: one with its history."""
    return [
        {**copy.record, "PAKNID": copy.number, "TRANGTHAI": copy.status, "LICHSU": [line.record for line in _of(copy)]}
        for copy in PetitionCopy.objects.filter(number=str(body.get("paknid", "")))
    ]


def _of(copy: PetitionCopy) -> list[PetitionLine]:
    return list(copy.lines.order_by("pk"))


def take_states(body: Body) -> list[Body]:
    """``CapNhatTrangThaiPAKN``: a step each; the last to arrive is where the petition stands."""
    for line in _checked(body, STATE):
        if str(line["TRANGTHAI"]) not in STATUSES or not profile.MOMENT.fullmatch(str(line["THOIDIEM"])):
            raise Refused(profile.CODE_MISSING_FIELD, f"PAKN {line['PAKNID']}: trạng thái hoặc thời điểm không hợp lệ")
        copy = _known(line)
        _line, is_new = copy.lines.get_or_create(
            at=line["THOIDIEM"], status=line["TRANGTHAI"], who=line["NGUOIXULY"], defaults={"record": line}
        )
        if is_new:
            copy.status = line["TRANGTHAI"]
            copy.save(update_fields=["status"])
    return []


def take_answers(body: Body) -> list[Body]:
    """``TraLoiPAKN``: another answer replaces the one before, the same again changes nothing."""
    for answer in _checked(body, ANSWER):
        copy = _known(answer)
        newest = copy.answers.last()
        if newest is None or newest.record != answer:
            copy.answers.create(record=answer)
    return []


def take_reported(body: Body) -> list[Body]:
    """``DongBoPAKN``: received at the province; answered with our number, the same for the same local one."""
    found = []
    for record in _checked(body, REPORT):
        copy, _is_new = PetitionCopy.objects.update_or_create(
            local_number=record["MAPAKNDONVI"],
            defaults={"record": record},
            create_defaults={"record": record, "number": _next_number(), "status": record["TRANGTHAI"]},
        )
        found.append({"MAPAKNDONVI": copy.local_number, "PAKNID": copy.number})
    return found


def _next_number() -> str:
    """Drawn, not counted: nobody waits for anybody."""
    return f"PAKN.{timezone.localdate():%Y%m%d}.{secrets.randbelow(10**9):09d}"


def _checked(body: Body, needed: tuple[str, ...]) -> list[Body]:
    records = body.get("data")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise Refused(profile.CODE_UNREADABLE, "Tham số data phải là một danh sách")
    for record in records:
        missing = [name for name in needed if not str(record.get(name, "")).strip()]
        if missing:
            raise Refused(profile.CODE_MISSING_FIELD, f"PAKN thiếu {', '.join(missing)}")
    return records


def _known(record: Body) -> PetitionCopy:
    copy = PetitionCopy.objects.select_for_update().filter(number=record["PAKNID"]).first()
    if copy is None:
        raise Refused(profile.CODE_EXISTS, f"PAKN {record['PAKNID']} không tồn tại")
    return copy


# --- Pages and control ------------------------------------------------------------------------
EXAMPLES = (
    (
        "Bị yêu cầu nộp thêm giấy tờ ngoài quy định",
        "Khi làm thủ tục khai sinh cho con, cán bộ yêu cầu tôi nộp thêm giấy xác nhận của tổ dân phố. Giấy này không "
        "có trong danh mục công bố. Đề nghị kiểm tra.",
        "1",
    ),
    (
        "Đề nghị nhận kết quả chứng thực qua bưu điện",
        "Nhà tôi cách trụ sở xã 12 km. Đề nghị cho nhận bản sao chứng thực qua bưu điện để không phải đi lại hai lần.",
        "2",
    ),
    (
        "Đường dây nóng không có người nghe máy",
        "Tôi gọi đường dây nóng bốn lần trong buổi sáng ngày làm việc, không lần nào có người nghe máy.",
        "1",
    ),
)


def make(number: int = 1) -> list[str]:
    """Petitions that citizens would have sent here; the first of them with a file."""
    made = []
    for place in range(number):
        title, words, kind = EXAMPLES[place % len(EXAMPLES)]
        copy = PetitionCopy(number=_next_number())
        photo = [{"TENTEP": "ảnh chụp.pdf", "DUONGDAN": settings.OWN_URL + reverse("petition_file")}]
        copy.record = {
            "SOPAKN": copy.number, "TIEUDE": title, "NOIDUNG": f"{words} (Lần gửi {copy.number[-4:]})", "MALINHVUC": "",
            "MATTHC": "", "LOAIPAKN": kind, "HOVATEN": "Nguyễn Thị Lan Anh", "LOAIDOITUONG": "1",
            "SOGIAYTO": "024190000001", "DIACHI": "Số 12 đường Nguyễn Văn Cừ, phường Trần Phú",
            "THUDIENTU": "lananh@example.vn", "SODIENTHOAI": "0912000101", "MADONVI": profile.PROVINCE,
            "NGAYGUI": f"{timezone.localtime():%Y%m%d%H%M%S}", "HANXULY": "",
            "TEPDINHKEM": [] if place else photo,
        }  # fmt: skip
        copy.save()
        made.append(copy.number)
    return made


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first, with what the province said."""
    copies = PetitionCopy.objects.order_by("-pk").prefetch_related("lines", "answers")[:50]
    rows = [
        {
            "copy": copy,
            "status": STATUSES[copy.status],
            "title": copy.record.get("TIEUDE"),
            "answer": copy.answers.last(),
            "files": (copy.record.get("TEPDINHKEM") or []) if copy.local_number else [],
        }
        for copy in copies
    ]
    return render(request, "mock_national/petitions.html", {"rows": rows, "DEMO": settings.DEMO})


@require_GET
def enclosed(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """The file at ``place`` of a report, fetched from the province as it lies there now."""
    copy = get_object_or_404(PetitionCopy, number=number, local_number__isnull=False)
    named = copy.record.get("TEPDINHKEM") or []
    found = files.fetched(str(named[place].get("DUONGDAN", ""))) if place < len(named) else None
    if found is None:
        raise Http404
    return HttpResponse(found.content, headers={
        "Content-Type": found.headers.get("Content-Type", ""), "Content-Disposition": "attachment",
        "X-Content-Type-Options": "nosniff",
    })  # fmt: skip


@require_GET
def file(request: HttpRequest) -> FileResponse:
    """The one file that the examples enclose."""
    path = settings.DEMO_DIR / "ket-qua.pdf"
    return FileResponse(path.open("rb"), content_type="application/pdf")


@csrf_exempt
@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """``number`` petitions now wait here; as JSON with their numbers, from the page back to it."""
    number = min(int(request.POST.get("number") or 3), 500)
    made = make(number)
    return redirect("petition_page") if request.POST.get("page") else JsonResponse({"made": made})


@require_GET
def held(request: HttpRequest) -> JsonResponse:
    """Everything that is held, by number: for both ledgers beside each other."""
    return JsonResponse({"petitions": [_held(copy) for copy in PetitionCopy.objects.all()]})


def _held(copy: PetitionCopy) -> Body:
    return {
        "number": copy.number,
        "local": copy.local_number,
        "status": copy.status,
        "record": copy.record,
        "lines": [line.record for line in _of(copy)],
        "answers": [answer.record for answer in copy.answers.order_by("pk")],
    }
