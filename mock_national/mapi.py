"""The data interface (protocols §3-§5): sessions, the flat envelope, and the services a province calls."""

import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from mock_national import asked, born_here, catalogue, ledger, petitions, profile, strict, switches
from mock_national.models import DossierCopy, MapiSession, Person, ProgressLine
from mock_national.refusal import Refused

Body = dict[str, Any]
PATHS = ("mapi/login", "mapi/g")
WRITING = (
    "DongBoHoSoMC", "CapNhatTienDoHoSoMC", "DongBoTrangThaiHoSo", "DongBoDanhGia", *petitions.WRITING, *asked.WRITING,
)  # fmt: skip


def login(body: Body) -> Body:
    """``username``, ``password`` → ``session`` (§3.1). Several sessions live side by side."""
    good = hmac.compare_digest(str(body.get("password", "")), settings.MAPI_PASSWORD)
    if not good or body.get("username") != settings.MAPI_USERNAME:
        return {"error_code": profile.CODE_SESSION, "message": "Tài khoản hoặc mật khẩu không đúng"}
    token = secrets.token_hex(24)
    expires_at = timezone.now() + timedelta(seconds=settings.MAPI_SESSION_SECONDS)
    MapiSession.objects.filter(expires_at__lt=timezone.now()).delete()
    MapiSession.objects.create(token=token, expires_at=expires_at)
    return {"error_code": profile.CODE_GOOD_LOGIN, "message": "Đăng nhập thành công", "session": token}


def call(body: Body) -> Body:
    """One service call; business errors come with HTTP 200 (§3.2)."""
    try:
        if not MapiSession.objects.filter(token=str(body.get("session")), expires_at__gt=timezone.now()).exists():
            raise Refused(profile.CODE_SESSION, "Phiên làm việc không hợp lệ hoặc đã hết hạn")
        if body.get("madonvi") != profile.PROVINCE:
            raise Refused(profile.CODE_FOREIGN_UNIT, "Mã đơn vị không thuộc tài khoản này")
        result = _perform(body)
    except Refused as refused:
        return {"error_code": refused.code, "message": refused.message}
    good = switches.GOOD_CODES[switches.current()["good_code"]]
    return {"error_code": good, "message": "Thực hiện thành công", "result": result}


def carry_out(body: Body) -> bool:
    """What was held back is done now, whatever became of its session; false where it is refused."""
    try:
        _perform(body)
    except Refused:
        return False
    return True


def _perform(body: Body) -> list[Body]:
    service = SERVICES.get(str(body.get("service")))
    if service is None:
        raise Refused(profile.CODE_UNREADABLE, "Dịch vụ không tồn tại")
    with transaction.atomic():
        return service(body)


def _records(body: Body) -> list[Body]:
    records = body.get("data")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise Refused(profile.CODE_UNREADABLE, "Tham số data phải là một danh sách")
    return records


def store_dossiers(body: Body) -> list[Body]:
    """``DongBoHoSoMC``: all or nothing, bad codes named in the message (§4.1, §4.5)."""
    records = _records(body)
    for record in records:
        strict.check(record)
    if switches.current()["files"] == "fetch":
        for record in records:
            strict.check_fetched(record)
    if str(body.get("isUpdating")) == "True":
        _update(records)
    else:
        _insert(records)
    return []


def _insert(records: list[Body]) -> None:
    codes = [str(record["MaHoSo"]) for record in records]
    known = set(DossierCopy.objects.filter(code__in=codes).values_list("code", flat=True))
    if known and _may_upsert():
        _update([record for record in records if str(record["MaHoSo"]) in known])
        records = [record for record in records if str(record["MaHoSo"]) not in known]
        codes = [str(record["MaHoSo"]) for record in records]
    elif known:
        raise Refused(profile.CODE_EXISTS, f"Mã hồ sơ {', '.join(sorted(known))} đã tồn tại")
    try:
        with transaction.atomic():
            DossierCopy.objects.bulk_create(
                DossierCopy(code=code, record=record) for code, record in zip(codes, records, strict=True)
            )
    except IntegrityError as error:
        raise Refused(profile.CODE_EXISTS, f"Mã hồ sơ {', '.join(codes)} đã tồn tại") from error


def _update(records: list[Body]) -> None:
    codes = [str(record["MaHoSo"]) for record in records]
    copies = {copy.code: copy for copy in DossierCopy.objects.select_for_update().filter(code__in=codes)}
    unknown = sorted(set(codes) - set(copies))
    if unknown and _may_upsert():
        _insert([record for record in records if str(record["MaHoSo"]) in unknown])
        records = [record for record in records if str(record["MaHoSo"]) in copies]
        codes = [str(record["MaHoSo"]) for record in records]
    elif unknown:
        raise Refused(profile.CODE_EXISTS, f"Hồ sơ {', '.join(unknown)} không tồn tại")
    for code, record in zip(codes, records, strict=True):
        copy = copies[code]
        copy.record = {
            **record,
            "TaiLieuNop": merged_files(copy.record.get("TaiLieuNop") or [], record.get("TaiLieuNop") or []),
        }
        copy.versions += 1
        copy.save()


def _may_upsert() -> bool:
    return switches.current()["unknown"] == "upsert"


def merged_files(held: list[Body], sent: list[Body]) -> list[Body]:
    """A known ``TepDinhKemId`` replaces, ``IsDeleted`` removes (§4.5)."""
    files = {file.get("TepDinhKemId"): file for file in [*held, *sent]}
    return [file for file in files.values() if str(file.get("IsDeleted")) != "True"]


def add_progress(body: Body) -> list[Body]:
    """``CapNhatTienDoHoSoMC``: lines append, repeats are accepted and ignored (§4.3)."""
    lines = _records(body)
    codes = {str(line.get("MaHoSo", "")) for line in lines}
    unknown = sorted(codes - set(DossierCopy.objects.filter(code__in=codes).values_list("code", flat=True)))
    if unknown:
        raise Refused(profile.CODE_EXISTS, f"Hồ sơ {', '.join(unknown)} không tồn tại")
    for line in lines:
        if not all(str(line.get(name, "")) for name in ("ThoiDiemXuLy", "NguoiXuLy", "NoiDungXuLy", "TrangThai")) or (
            str(line["TrangThai"]) not in profile.STATUSES or not profile.MOMENT.fullmatch(str(line["ThoiDiemXuLy"]))
        ):
            raise Refused(profile.CODE_MISSING_FIELD, f"Hồ sơ {line['MaHoSo']}: dòng tiến độ thiếu dữ liệu")
    ProgressLine.objects.bulk_create(
        (
            ProgressLine(
                code=line["MaHoSo"], at=line["ThoiDiemXuLy"], status=line["TrangThai"], who=line["NguoiXuLy"], line=line
            )
            for line in lines
        ),
        ignore_conflicts=True,
    )
    return []


def find_dossier(body: Body) -> list[Body]:
    return [copy.record for copy in DossierCopy.objects.filter(code=str(body.get("mahoso", "")))]


def find_tech_id(body: Body) -> list[Body]:
    """``TraCuuTechID`` by identity number or tax code (§4.7)."""
    number = str(body.get("mstorcmnd", ""))
    people = Person.objects.none()
    if number:
        people = Person.objects.filter(id_number=number) | Person.objects.filter(tax_code=number)
    return [{"TECHNICALID": str(person.tech_id)} for person in people[:1]]


def _plain(name: str) -> Callable[[Body], list[Body]]:
    return lambda body: catalogue.plain(name)


SERVICES: dict[str, Callable[[Body], list[Body]]] = {
    "DongBoHoSoMC": store_dossiers,
    "CapNhatTienDoHoSoMC": add_progress,
    "TraCuuHoSo": find_dossier,
    "TraCuuTechID": find_tech_id,
    profile.LEDGER_BY_DAY: ledger.by_day,
    profile.LEDGER_OF_DAY: ledger.of_day,
    profile.LEDGER_TRAIL: ledger.trail,
    "DongBoTrangThaiHoSo": born_here.take_state,
    "DongBoDanhGia": born_here.take_satisfaction,
    "LayDanhSachHoiDapGuiTuDVCQG": asked.waiting,
    "LayDanhSachHoiDapBoCoQuan": asked.held,
    "LayNoiDungTraLoiTheoCauHoi": asked.answers,
    "DongBoHoiDap": asked.take_questions,
    "DongBoKetQuaHoiDapGuiTuDVCQG": asked.take_answers,
    "LayDanhMucCoQuan": lambda body: catalogue.agencies(),
    "LayDanhMucLinhVuc": lambda body: catalogue.fields(),
    "LayDanhSachTTHC": lambda body: catalogue.listed(),
    "LayDVC": lambda body: catalogue.online_services(),
    "LayQDCB": lambda body: catalogue.decision(str(body.get("idQDCB", ""))),
    **{f"LayDanhMuc{name}": _plain(name) for name in catalogue.PLAIN},
    "DanhSachPAKNChoXuLy": petitions.waiting,
    "ChiTietPAKN": petitions.detail,
    "CapNhatTrangThaiPAKN": petitions.take_states,
    "TraLoiPAKN": petitions.take_answers,
    "DongBoPAKN": petitions.take_reported,
    "LayThuTuc": lambda body: catalogue.procedure(str(body.get("maTTHC", ""))),
}
