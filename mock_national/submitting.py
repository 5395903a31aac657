"""Pages where a signed-in citizen submits a dossier to the province, and follows what becomes of it."""

import secrets
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from mock_national import catalogue, profile
from mock_national.filed import FiledDossier, FiledFile, states_of
from mock_national.handing_on import hand_on
from mock_national.models import Person

WRITTEN = {
    "ChuHoSo": "Họ và tên chủ hồ sơ, hoặc tên tổ chức",
    "SoGiayToChuHoSo": "Số định danh cá nhân, số chứng minh nhân dân hoặc mã số thuế",
    "DiaChiChuHoSo": "Địa chỉ",
    "SoDienThoai": "Số điện thoại",
    "Email": "Thư điện tử (nếu có)",
    "TrichYeuHoSo": "Nội dung đề nghị",
    "ThongTinKhac": "Thông tin khác (nếu có)",
}
OPTIONAL = {"Email", "ThongTinKhac", "SoDienThoai"}
RETURNED_BY = (("0", "Tại bộ phận một cửa"), ("1", "Qua bưu chính công ích"))
PAPER = "giay-to-"


@login_required
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """The form of one procedure, its papers by name; a post submits and leads to the dossier."""
    found = catalogue.procedure(code)
    if not found:
        raise Http404
    person: Person = request.user  # type: ignore[assignment]
    typed = request.POST.dict() if request.method == "POST" else _known(person)
    missing = [name for name in WRITTEN if name not in OPTIONAL and not str(typed.get(name, "")).strip()]
    if request.method == "POST" and not missing:
        dossier = _filed(request, person, found[0])
        hand_on(dossier)
        return redirect("filed", code=dossier.code)
    papers = _papers(found[0])
    context = {
        "procedure": found[0], "papers": papers, "units": catalogue.agencies(), "returned_by": RETURNED_BY,
        "rows": [_row(name, typed, missing if request.method == "POST" else []) for name in WRITTEN], "typed": typed,
    }  # fmt: skip
    return render(request, "mock_national/submit.html", context)


def _known(person: Person) -> dict[str, str]:
    return {
        "ChuHoSo": str(person), "SoGiayToChuHoSo": person.tax_code or person.id_number, "SoDienThoai": person.phone,
        "DiaChiChuHoSo": person.address, "Email": person.email,
    }  # fmt: skip


def _row(name: str, typed: dict[str, Any], missing: list[str]) -> dict[str, Any]:
    return {"name": name, "label": WRITTEN[name], "value": typed.get(name, ""), "is_missing": name in missing}


def _papers(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Code and name of every paper, once."""
    papers = (paper for case in record.get("THANHPHANHOSO") or [] for paper in case.get("GIAYTO") or [])
    return list({str(one.get("MAGIAYTO", "")): str(one.get("TENGIAYTO", "")) for one in papers}.items())


@transaction.atomic
def _filed(request: HttpRequest, person: Person, record: dict[str, Any]) -> FiledDossier:
    now, sent = timezone.localtime(), request.POST
    fields = {name: sent.get(name, "").strip() for name in WRITTEN}
    fields |= {
        "MaTTHC": record["MATTHC"], "TenTTHC": record.get("TENTTHC", ""), "LoaiDoiTuong": person.kind,
        "MaDoiTuong": str(person.tech_id), "MaCoQuanThucHien": sent.get("MaCoQuanThucHien", ""),
        "HinhThuc": sent.get("HinhThuc", "0"), "NgayNopHoSo": f"{now:%Y%m%d%H%M%S}",
    }  # fmt: skip
    if person.kind == Person.Kind.BUSINESS:
        fields["NguoiDaiDien"] = person.full_name
    dossier = FiledDossier.objects.create(
        person=person, code=f"G22.99-{now:%y%m%d}-{secrets.randbelow(10**6):06d}", fields=fields,
        by_address=sent.get("by_address") == "1",
    )  # fmt: skip
    for name in request.FILES:
        _keep(dossier, name, request.FILES.getlist(name))
    return dossier


def _keep(dossier: FiledDossier, name: str, uploads: list[UploadedFile]) -> None:
    for upload in uploads:
        FiledFile.objects.create(
            dossier=dossier, name=upload.name or "tep", component=name.removeprefix(PAPER), content=upload.read()
        )


@login_required
@require_GET
def filed(request: HttpRequest, code: str) -> HttpResponse:
    """What was submitted, what the province answered, and where it stands there."""
    dossier = get_object_or_404(FiledDossier, code=code, person=request.user)
    context = {
        "dossier": dossier,
        "status": profile.STATUSES.get(dossier.status, ""),
        "changes": [(state, profile.STATUSES.get(state.status, "")) for state in states_of(dossier.code)],
        "files": dossier.files.order_by("pk"),
    }
    return render(request, "mock_national/filed.html", context)


@login_required
@require_POST
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Send the same once more, as the nation does where an answer was lost."""
    dossier = get_object_or_404(FiledDossier, code=code, person=request.user)
    hand_on(dossier)
    return redirect("filed", code=code)


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    own = FiledDossier.objects.filter(person=request.user.pk)
    rows = [(dossier, profile.STATUSES.get(dossier.status, "")) for dossier in own]
    return render(request, "mock_national/mine.html", {"rows": rows})


@require_GET
def file(request: HttpRequest, key: Any) -> HttpResponse:
    """For the province, which knows the address."""
    found = get_object_or_404(FiledFile, uuid=key)
    return HttpResponse(bytes(found.content), content_type="application/octet-stream")
