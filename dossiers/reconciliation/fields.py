"""The national record's fields in words, and which of them say something of a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "MaTTHC": _("code of the procedure"),
    "TenTTHC": _("name of the procedure"),
    "MaLinhVuc": _("code of the field"),
    "TenLinhVuc": _("name of the field"),
    "SoBienNhan": _("number of the receipt"),
    "ChuHoSo": _("owner of the dossier"),
    "LoaiDoiTuong": _("kind of applicant"),
    "MaDoiTuong": _("the applicant's number at the nation"),
    "ThongTinKhac": _("other facts"),
    "Email": _("e-mail address"),
    "Fax": _("fax number"),
    "SoDienThoai": _("telephone number"),
    "TrichYeuHoSo": _("summary"),
    "NgayTiepNhan": _("day of acceptance"),
    "NgayHenTra": _("due date"),
    "TrangThaiHoSo": _("status"),
    "NgayTra": _("day of the return"),
    "ThongTinTra": _("number of the result"),
    "HinhThuc": _("way of the return"),
    "NgayKetThucXuLy": _("day of the decision"),
    "DonViXuLy": _("deciding agency"),
    "GhiChu": _("remark"),
    "TaiLieuNop": _("papers handed in"),
    "DanhSachLePhi": _("fees"),
    "DanhSachTepDinhKemKhac": _("papers counted at the counter"),
    "DanhSachHoSoBoSung": _("supplements"),
    "DanhSachGiayToKetQua": _("papers of the result"),
}
PERSONAL = frozenset({"ChuHoSo", "MaDoiTuong", "ThongTinKhac", "Email", "Fax", "SoDienThoai", "TrichYeuHoSo"})
"""That they differ is told; what they say stays on the dossier's own page."""


def in_words(name: str) -> str:
    """A field nobody here knows keeps its national name."""
    return str(WORDS.get(name, name))
