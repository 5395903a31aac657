"""A dossier in the national wire form (protocols §4.1, §4.3, §4.4): names and codes of the edge, built from the current
rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from dossiers import national_lists
from dossiers.action import SYSTEM
from dossiers.models import Dossier, DossierEvent, Status
from dossiers.supplement.models import SupplementItem, SupplementRequest
from portal.national.addresses import good_until
from procedures import questions
from procedures.questions import Form

OWNER_KINDS = {"citizen": "1", "business": "2", "state": "3", "organisation": "4"}
RETURNED_BY = {Dossier.ReturnBy.COUNTER: "0", Dossier.ReturnBy.POST: "1", Dossier.ReturnBy.ONLINE: "0"}
VIETNAM = ZoneInfo(settings.TIME_ZONE)
LONGEST_NAME_OF_OFFICIAL = 50
LONGEST_SUMMARY = 1000
TRAIL = {
    "submit": "Công dân nộp hồ sơ trực tuyến",
    "submit_at_nation": "Công dân nộp hồ sơ tại Cổng Dịch vụ công quốc gia",
    "receive": "Tiếp nhận hồ sơ",
    "refuse": "Không tiếp nhận hồ sơ",
    "forward": "Chuyển cơ quan giải quyết",
    "ask_supplement": "Yêu cầu bổ sung, hoàn thiện hồ sơ",
    "supplement_complete": "Công dân bổ sung hồ sơ",
    "take_supplement": "Tiếp nhận bổ sung tại bộ phận một cửa",
    "finish": "Kết thúc xử lý, có kết quả",
    "hand_over": "Trả kết quả",
    "withdraw": "Công dân rút hồ sơ",
    "ask_withdrawal": "Công dân đề nghị rút hồ sơ",
    "confirm_withdrawal": "Xác nhận rút hồ sơ theo đề nghị của công dân",
    "refuse_withdrawal": "Không chấp thuận đề nghị rút hồ sơ",
    "hand_to_post": "Trả kết quả qua bưu chính công ích",
    "change_return": "Công dân thay đổi hình thức nhận kết quả",
    "receive_online": "Công dân nhận kết quả trực tuyến",
    "acknowledge": "Công dân xác nhận đã nhận kết quả",
    "ask_correction": "Công dân đề nghị đính chính kết quả",
    "correct_result": "Cấp lại kết quả đã đính chính",
    "refuse_correction": "Không đính chính kết quả",
    "revoke_result": "Thu hồi kết quả",
    "claim": "Công chức nhận xử lý hồ sơ",
    "assign": "Lãnh đạo phân công xử lý hồ sơ",
    "next_step": "Chuyển bước xử lý tiếp theo",
    "return_step": "Trả lại bước xử lý trước",
    "take_back": "Thu hồi hồ sơ về bước xử lý trước",
    "submit_approval": "Trình lãnh đạo phê duyệt",
    "approve": "Lãnh đạo phê duyệt",
    "send_back": "Lãnh đạo yêu cầu xem xét lại",
    "ask_opinion": "Lấy ý kiến cơ quan liên quan",
    "answer_opinion": "Cơ quan được hỏi trả lời ý kiến",
    "remind_opinion": "Nhắc cơ quan được hỏi trả lời ý kiến",
    "opinion_late": "Quá hạn trả lời ý kiến, đã báo Bộ phận một cửa",
    "record_verification": "Xác minh hồ sơ",
    "transfer": "Chuyển cơ quan khác giải quyết",
    "ask_duty": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "duty_done": "Đã thực hiện nghĩa vụ tài chính",
    "stop": "Dừng xử lý hồ sơ",
    "continue": "Tiếp tục xử lý hồ sơ",
    "draft_apology": "Dự thảo phiếu xin lỗi và hẹn lại ngày trả kết quả",
    "reschedule": "Xin lỗi và hẹn lại ngày trả kết quả",
    "refuse_appraised": "Kết thúc xử lý, từ chối giải quyết hồ sơ",
    "propose_supplement": "Trình lãnh đạo yêu cầu bổ sung thêm",
    "approve_supplement": "Yêu cầu bổ sung, hoàn thiện hồ sơ (lãnh đạo duyệt)",
    "reject_supplement": "Không duyệt yêu cầu bổ sung thêm",
    "urge": "Đôn đốc cơ quan giải quyết",
    "answer_urge": "Cơ quan giải quyết trả lời đôn đốc",
    "recount": "Tính lại ngày hẹn trả do thay đổi lịch làm việc",
    "take_in": "Tiếp nhận hồ sơ tại bộ phận một cửa",
    "receive_and_return": "Tiếp nhận và trả kết quả ngay",
    "send_result": "Chuyển kết quả về bộ phận một cửa",
    "accept_hand_over": "Nhận bàn giao",
    "return_hand_over": "Trả lại hồ sơ bàn giao",
    "return_result": "Trả lại kết quả bàn giao",
    "follow_agency": "Chuyển hồ sơ sang cơ quan kế tiếp nhiệm vụ do sắp xếp tổ chức",
}
"""Wire texts are Vietnamese in every language of the screen.

An official's note stays here: only what was done travels.
"""


GRADES = ("RatHaiLong", "HaiLong", "ChuaHaiLong")


@dataclass(frozen=True)
class Satisfaction:
    """How content people were with one agency in a month, by one question: shares of the three grades in whole per
    cent, from very content to not content."""

    month: date
    agency_code: str
    agency_name: str
    question: str
    people: int
    of_staff: tuple[int, int, int]
    of_service: tuple[int, int, int]


def wire_time(at: datetime | None) -> str:
    """``yyyyMMddHHmmss`` in Vietnamese time, empty for none (§1)."""
    return at.astimezone(VIETNAM).strftime("%Y%m%d%H%M%S") if at else ""


def dossier_record(dossier: Dossier, until: datetime | None = None) -> dict[str, Any]:
    """The item of ``DongBoHoSoMC``; all values are strings. ``dossier`` as ``parcels.as_sent`` reads it.

    Files travel by signed addresses, good until then or as long as one is good that is made now.
    """
    until = until or good_until()
    edition, owner = dossier.edition, dossier.owner
    identity = dossier.owner_identity
    return {
        "MaHoSo": dossier.public_code,
        "MaTTHC": edition.procedure.code,
        "TenTTHC": edition.name,
        "MaLinhVuc": edition.field.code,
        "TenLinhVuc": edition.field.name,
        "SoBienNhan": dossier.code or "",
        "ChuHoSo": owner.get("name", ""),
        "LoaiDoiTuong": OWNER_KINDS.get(owner.get("kind", ""), "1"),
        "MaDoiTuong": str(identity.tech_id) if identity else "",
        "ThongTinKhac": "",
        "Email": owner.get("email", ""),
        "Fax": "",
        "SoDienThoai": owner.get("phone", ""),
        "TrichYeuHoSo": (dossier.summary or edition.name)[:LONGEST_SUMMARY],
        "NgayTiepNhan": wire_time(dossier.received_at or dossier.submitted_at),
        "NgayHenTra": wire_time(dossier.due_at),
        "TrangThaiHoSo": str(dossier.status),
        "NgayTra": wire_time(dossier.handed_over_at),
        "ThongTinTra": dossier.result_number,
        "HinhThuc": RETURNED_BY[Dossier.ReturnBy(dossier.return_by)],
        "NgayKetThucXuLy": wire_time(dossier.finished_at),
        "DonViXuLy": dossier.agency.name,
        "GhiChu": _said_of_result(dossier),
        "TaiLieuNop": national_lists.papers(dossier, until),
        "DanhSachLePhi": national_lists.fees(dossier),
        "DanhSachTepDinhKemKhac": national_lists.sheets(dossier),
        "DanhSachHoSoBoSung": [
            _supplement(dossier, request, until) for request in national_lists.rows_of(dossier, "supplements")
        ],
        "DanhSachGiayToKetQua": national_lists.results(dossier, until),
    }


def _said_of_result(dossier: Dossier) -> str:
    """That the result replaces another or was revoked, by numbers alone (assumed: the wire has no field for it)."""
    result = next((result for result in national_lists.rows_of(dossier, "results") if result.replaced_at is None), None)
    if result is None:
        return ""
    if result.revoked_at is not None:
        return f"Kết quả số {result.number} đã bị thu hồi"
    return f"Kết quả số {result.number} thay thế kết quả số {result.previous.number}" if result.previous else ""


REASONS = {
    SupplementItem.Reason.MISSING: "thiếu",
    SupplementItem.Reason.UNREADABLE: "không đọc được",
    SupplementItem.Reason.WRONG: "sai",
    SupplementItem.Reason.EXPIRED: "hết hạn",
    SupplementItem.Reason.UNCERTIFIED: "chưa được chứng thực",
    SupplementItem.Reason.DIFFERS: "không khớp với cơ sở dữ liệu",
    SupplementItem.Reason.OTHER: "lý do khác",
}
WAITING, RECEIVED = "0", "1"
"""``TrangThaiBoSung`` (assumed)."""


def _supplement(dossier: Dossier, request: SupplementRequest, until: datetime) -> dict[str, Any]:
    """An item of ``DanhSachHoSoBoSung`` (§4.1): what was asked in coded words, what came, and both due dates.

    What the official wrote, and the answers, stay here. No fee is asked for a supplement: what the dossier costs with
    its new answers stands in ``DanhSachLePhi``.
    """
    is_complete = request.completed_at is not None
    form = questions.form_for(dossier.edition)
    asked = [f"{_named(item, form)}: {REASONS[SupplementItem.Reason(item.reason)]}" for item in request.items.all()]
    return {
        "HoSoBoSungId": f"{dossier.public_code}-BS{request.number:02d}",
        "NguoiYeuCauBoSung": str(request.asked_by or "")[:LONGEST_NAME_OF_OFFICIAL],
        "NoiDungBoSung": "; ".join(asked)[:LONGEST_SUMMARY],
        "NgayBoSung": wire_time(request.asked_at),
        "NguoiTiepNhanBoSung": dossier.received_by.name if is_complete else "",
        "ThongTinTiepNhan": "Công dân bổ sung trực tuyến" if is_complete else "",
        "NgayTiepNhanBoSung": wire_time(request.completed_at),
        "TrangThaiBoSung": RECEIVED if is_complete else WAITING,
        "DanhSachGiayToBoSung": national_lists.supplemented(dossier, request, until),
        "DanhSachLePhiBoSung": [],
        "NgayHenTraTruoc": wire_time(request.due_before),
        "NgayHenTraMoi": wire_time(request.due_after),
    }


def _named(item: SupplementItem, form: Form) -> str:
    """The paper or the question, never the answer; wire texts are Vietnamese."""
    if item.component is not None:
        return item.component.name
    question = form.question(item.question)
    return question.label.vi if question else item.question


def progress_lines(events: Iterable[DossierEvent], code: str) -> list[dict[str, str]]:
    """The items of ``CapNhatTienDoHoSoMC`` for exactly these events of one dossier, oldest first."""
    return [
        {
            "MaHoSo": code,
            "NguoiXuLy": _who(event),
            "ChucDanh": event.by_title,
            "ThoiDiemXuLy": wire_time(event.at),
            "PhongBanXuLy": event.agency.name if event.agency else "",
            "NoiDungXuLy": TRAIL[event.action],
            "TrangThai": str(event.status),
            "NgayBatDau": wire_time(event.at),
            "NgayKetThucTheoQuyDinh": "",
        }
        for event in sorted(events, key=lambda event: event.number)
    ]


def state_record(dossier: Dossier, event: DossierEvent, until: datetime) -> dict[str, Any]:
    """The object of ``DongBoTrangThaiHoSo`` (§4.4): how ``event`` left a dossier that was born at the national portal.

    The result goes along once it is out.
    """
    is_done = event.status in (Status.FINISHED, Status.HANDED_OVER)
    return {
        "MaHoSo": dossier.national_code,
        "MaHoSoDonVi": dossier.public_code,
        "MaDoiTuong": str(dossier.owner_identity.tech_id) if dossier.owner_identity else "",
        "NoiDung": TRAIL[event.action],
        "NgayXuLy": wire_time(event.at),
        "TrangThai": str(event.status),
        "TaiLieuXuLy": [_enclosed(item) for item in national_lists.results(dossier, until)] if is_done else [],
    }


def _enclosed(result: dict[str, str]) -> dict[str, str]:
    return {
        "TepDinhKemId": result["GiayToId"],
        "TenTepDinhKem": result["TenGiayTo"],
        "MaThanhPhanHoSo": result["MaThanhPhanHoSo"],
        "DuongDanTaiTepTin": result["DuongDanTepTinKetQua"],
        "IsDeleted": "False",
    }


def satisfaction_record(figures: Satisfaction) -> dict[str, Any]:
    """An item of ``DongBoDanhGia`` (§4.6): flat, shares as whole per cent in text, the count a number."""
    return {
        "NgayTongHop": f"{figures.month.month}-{figures.month.year}",
        "TongSoNguoiDanhGia": figures.people,
        **{f"PhanTramDanhGia{name}": f"{share}%" for name, share in zip(GRADES, figures.of_staff, strict=True)},
        "DanhSachNoiDungYKien": "",
        "MaThuTuc": "",
        "NoiDung": figures.question,
        **{f"PhanTramDanhGiaDichVu{name}": f"{share}%" for name, share in zip(GRADES, figures.of_service, strict=True)},
        "Madonvi": figures.agency_code,
        "TenDonVi": figures.agency_name,
    }


def _who(event: DossierEvent) -> str:
    """Officials stand with their name; the citizen is the nation's own, who needs no second naming."""
    if event.role == SYSTEM:
        return "Cổng dịch vụ công"
    return event.by_name[:LONGEST_NAME_OF_OFFICIAL] if event.agency else "Công dân"
