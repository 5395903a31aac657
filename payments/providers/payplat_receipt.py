"""``ThongTinBienLai``: what the platform prints on its receipt (§7.2). Not signed, read by nobody on the way back.

Of the payer it gets the name alone: the number of the identity card and the address are not needed to pay (assumed).
"""

from typing import Any

from django.conf import settings

from payments.providers.base import Order

FEES_AND_CHARGES = "2"
LEFT_EMPTY = (
    "MaLoaiHinhThuPhat", "TenLoaiHinhThuPhat", "MaCoQuanQD", "TenCoQuanQD", "KhoBac", "NgayQD", "SoQD",
    "ThoiGianViPham", "DiaDiemViPham", "TenNguoiViPham", "TaiKhoanThuNSNN", "SoCMNDNguoiNop", "DiaChiNguoiNop",
    "HuyenNguoiNop", "TinhNguoiNop",
)  # fmt: skip
"""About fines, and of the payer what nobody needs."""


def receipt_facts(order: Order) -> dict[str, Any]:
    about = order.subject
    return {
        **dict.fromkeys(LEFT_EMPTY, ""),
        "MaDichVu": FEES_AND_CHARGES, "MaDVC": about.procedure_code, "TenDVC": about.procedure_name[:250],
        "MaTTHC": about.procedure_code, "TenTTHC": about.procedure_name[:250], "MaDonVi": about.agency_code,
        "TenDonVi": about.agency_name, "MaHoSo": about.dossier_code, "TKThuHuong": settings.PAYPLAT.account,
        "MaNHThuHuong": settings.PAYPLAT.account_bank, "TenTKThuHuong": settings.PAYPLAT.account_name,
        "PhiLePhi": [
            {"LoaiPhiLePhi": one.kind, "MaPhiLePhi": "2", "TenPhiLePhi": one.name, "SoTien": str(one.amount)}
            for one in about.charges
        ],
        "DSKhoanNop": [{"NoiDung": one.name, "SoTien": str(one.amount)} for one in about.charges],
        "NoiDungThanhToan": order.text, "HoTenNguoiNop": about.payer,
    }  # fmt: skip
