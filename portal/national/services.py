"""The services of the link in words, and which of them the log knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.national import profile
from portal.national.client import LOGIN

CATALOGUES = "LayDanhMuc"
WORDS: Mapping[str, str | Promise] = {
    LOGIN: _("signing in with the account of the province"),
    "DongBoHoSoMC": _("dossiers told to the national portal"),
    "CapNhatTienDoHoSoMC": _("steps of dossiers told to the national portal"),
    "DongBoTrangThaiHoSo": _("status of dossiers filed at the national portal"),
    "DongBoDanhGia": _("satisfaction of the month"),
    "TraCuuHoSo": _("what the national portal holds of a dossier"),
    "TraCuuTechID": _("whether somebody has a national account"),
    "LayDanhSachTTHC": _("list of procedures"),
    "LayThuTuc": _("one procedure in full"),
    "LayDVC": _("list of online services"),
    "LayQDCB": _("decisions that publish procedures"),
    profile.LEDGER_BY_DAY.value: _("both ledgers compared by day"),
    profile.LEDGER_OF_DAY.value: _("both ledgers compared dossier by dossier"),
    profile.LEDGER_TRAIL.value: _("both ledgers compared step by step"),
    "DanhSachPAKNChoXuLy": _("petitions waiting at the national portal"),
    "DongBoPAKN": _("petitions received here"),
    "CapNhatTrangThaiPAKN": _("steps of petitions told to the national portal"),
    "TraLoiPAKN": _("answers to petitions told to the national portal"),
    "nhanhsdvcqg": _("dossiers filed at the national portal"),
    "dptracuuthanhtoanhs": _("what a dossier costs, asked by the national portal"),
    "nation_file": _("files fetched by the national portal"),
    "LayDanhSachHoiDapGuiTuDVCQG": _("questions waiting at the national portal"),
    "LayDanhSachHoiDapBoCoQuan": _("questions of the province held by the national portal"),
    "LayNoiDungTraLoiTheoCauHoi": _("answers to one question held by the national portal"),
    "DongBoHoiDap": _("questions told to the national portal"),
    "DongBoKetQuaHoiDapGuiTuDVCQG": _("answers told to the national portal"),
}
"""By the name on the wire; of what the nation calls the name of the address."""

NAMED = """
    WITH RECURSIVE named AS (
        (SELECT service, direction FROM national_exchange ORDER BY service, id DESC LIMIT 1)
        UNION ALL
        SELECT beyond.service, beyond.direction FROM named, LATERAL (
            SELECT service, direction FROM national_exchange WHERE service > named.service
            ORDER BY service, id DESC LIMIT 1
        ) beyond
    )
    SELECT service, direction FROM named ORDER BY direction DESC, service
"""
"""From one name to the next along the index: the log is not read through for a dozen names."""


@dataclass(frozen=True)
class Service:
    """One of those that the log knows; ``direction`` is always the same for one name."""

    name: str
    direction: str

    @property
    def label(self) -> str | Promise:
        return label_of(self.name)


def label_of(name: str) -> str | Promise:
    """What the service does; its own name where nothing is known of it."""
    return WORDS.get(name, _("catalogues of the national portal") if name.startswith(CATALOGUES) else name)


def known() -> list[Service]:
    """Every service with a line in the log, those that we call first."""
    with connection.cursor() as cursor:
        cursor.execute(NAMED)
        return [Service(*row) for row in cursor.fetchall()]
