"""An edition with a bit of all that an edition may have, in force, and a poorer one beside it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.agencies.models import Agency
from portal.files.storage import store
from procedures.exchange.columns import Content
from procedures.exchange.filling import fill
from procedures.models import Edition, Procedure
from tests.factories import AgencyFactory, FieldFactory, ProcedureFactory

CODE, POOR = "1.000010", "2.000020"
LONG = "Ủy ban nhân dân các xã, phường, thị trấn; bộ phận tiếp nhận và trả kết quả.\n" * 60
WHEN = {"any": [{"q": "loai", "is": "=1"}]}


def content() -> Content:
    return {
        "thu_tuc": [
            {
                "hau_to": "000.00.00.H02", "ten": "=Đăng ký khai sinh", "ma_linh_vuc": "G15-TP07",
                "linh_vuc": "Hộ tịch", "cap": [2, 3], "quyet_dinh": "+12/QĐ-UBND",
                "doi_tuong": ["Công dân Việt Nam", "-Tổ chức"], "yeu_cau": LONG.strip(), "noi_tiep_nhan": "＠cổng",
                "muc_do": 4, "so_bo": 2, "buu_chinh": False, "thanh_toan": True,
            }
        ],
        "truong_hop": [{"so_thu_tu": 1, "ten": "Nhà ở riêng lẻ"}, {"so_thu_tu": 2, "ten": "'Khác"}],
        "giay_to": [_paper(1, 1, "Tờ khai\ncó hai dòng"), _paper(2, None, "@Giấy tờ tùy thân")],
        "thoi_han": [
            {
                "so_thu_tu": 1, "truong_hop_so": 2, "kenh": "2", "so_luong": "2.5", "don_vi": "working_days",
                "sau_15_gio": True, "mo_ta": "Trong 2,5 ngày",
            }
        ],
        "phi_le_phi": [_fee("1", None), _fee("2", 8000)],
        "mien_giam": [_exemption("1"), _exemption("2"), _exemption(None)],
        "quy_trinh": [_step(1, 1), _step(2, 1), _step(2, 2)],
        "trach_nhiem": [
            {"viec": "receiving", "cap": 3, "co_quan": ""}, {"viec": "deciding", "cap": 3, "co_quan": "xa-tan-my"},
        ],
        "trinh_tu": [{"truong_hop": "", "buoc": "=Nộp hồ sơ"}, {"truong_hop": "Khác", "buoc": "Nhận\tkết quả"}],
        "ket_qua": [{"ma": "KQ.G15.000031", "ten": "Giấy khai sinh"}],
        "can_cu": [{"so": "60/2014/QH13", "ten": "Luật Hộ tịch"}],
        "co_quan": [{"ma": "H02", "ten": "Ủy ban nhân dân xã"}],
    }  # fmt: skip


def _paper(number: int, case: int | None, name: str) -> dict[str, Any]:
    return {
        "so_thu_tu": number, "truong_hop_so": case, "ma": f"{CODE}-{number}", "ten": name, "ban_chinh": 1, "ban_sao": 0,
        "mau": "Mẫu số 01", "bat_buoc": True, "thay_bang": "", "dieu_kien": WHEN, "ghi_chu": "“ghi chú”; dấu, phẩy",
    }  # fmt: skip


def _fee(channel: str, amount: int | None) -> dict[str, Any]:
    """Of one number on every channel, as the province keeps them."""
    return {
        "so_thu_tu": 1, "truong_hop_so": 1, "kenh": channel, "loai": "2", "so_tien": amount, "don_vi": "bản",
        "mo_ta": "8.000 đồng/bản", "ten": "Lệ phí", "cach_tinh": "bands", "cau_hoi": "so_ban",
        "thong_so": {"bands": [[2, 8000], [None, 5000]]}, "dieu_kien": {}, "can_cu": "NQ 05/2020",
        "tu_ngay": "2020-01-01", "den_ngay": None,
    }  # fmt: skip


def _exemption(channel: str | None) -> dict[str, Any]:
    return {
        "so_thu_tu": 1, "khoan_so": channel and 1, "khoan_kenh": channel, "nhom": "ho-ngheo", "ten": "Hộ nghèo",
        "ty_le": 50, "dieu_kien": WHEN, "can_cu": "NQ 05/2020", "chung_minh": "Sổ hộ nghèo", "tu_ngay": "2020-01-01",
        "den_ngay": "2025-12-31",
    }  # fmt: skip


def _step(number: int, branch: int) -> dict[str, Any]:
    return {
        "so_thu_tu": number, "nhanh": branch, "truong_hop_so": None, "ten": "Tiếp nhận", "don_vi": "Bộ phận một cửa",
        "vai_tro": "clerk", "gio": "0.25",
    }  # fmt: skip


def rich() -> Procedure:
    """With all that no file knows, too: a form, an example, the file of a paper's form, the nation's own record."""
    FieldFactory()
    Agency.objects.filter(key="xa-tan-my").exists() or AgencyFactory(key="xa-tan-my")
    procedure = Procedure.objects.create(code=CODE, code_suffix="000.00.00.H02")
    edition = Edition.objects.create(
        procedure=procedure, number=1, name="–", name_plain="", field=FieldFactory(), form={"steps": []},
        record={"MATTHC": CODE, "TUKHOA": "sinh con"}, record_hash="a" * 64, provenance={"source": "nation"},
    )  # fmt: skip
    fill(edition, content(), before=None)
    stored = store(SimpleUploadedFile("mau.pdf", b"%PDF-1.4", "application/pdf"), by=None)
    edition.components.filter(number=1).update(form_file=stored)
    edition.examples.create(name="Thường gặp", answers={"loai": "1"})
    return in_force(edition)


def in_force(edition: Edition) -> Procedure:
    edition.state, edition.published_at = Edition.State.PUBLISHED, timezone.now()
    edition.save(update_fields=["state", "published_at"])
    procedure = edition.procedure
    procedure.current = edition
    procedure.save(update_fields=["current"])
    return procedure


def poor() -> Procedure:
    return ProcedureFactory(code=POOR)
