"""From the claims of the national sign-on (protocols §6) to our ``Identity``.

The only place that knows the claims' names.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from portal.accounts.models import Identity, User

TEXTS = {
    "full_name": "HoVaTen",
    "id_number": "SoDinhDanh",
    "old_id_number": "SoCMND",
    "passport": "HoChieu",
    "tax_code": "MaSoThue",
    "business_name": "TenDoanhNghiep",
    "gender": "GioiTinh",
    "address": "DiaChi",
    "phone": "SoDienThoai",
    "email": "ThuDienTu",
    "assurance": "loAs",
}
BUSINESS = "2"


class UnreadableClaims(Exception):
    """The nation's answer names nobody we could recognise again."""


def born_on(text: str) -> date | None:
    """``yyyyMMdd``; anything else is no date (only the year is safe to rely on, §6)."""
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None


def read_claims(claims: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an ``Identity``.

    Raises ``UnreadableClaims`` without a technical id.
    """
    try:
        tech_id = uuid.UUID(str(claims["TechID"]))
    except (KeyError, ValueError) as error:
        raise UnreadableClaims from error
    texts: dict[str, Any] = {}
    for field, claim in TEXTS.items():
        limit = Identity._meta.get_field(field).max_length or 0  # type: ignore[union-attr]
        texts[field] = str(claims.get(claim) if claims.get(claim) is not None else "").strip()[:limit]
    business = str(claims.get("LoaiTaiKhoan", "1")) == BUSINESS
    if business and not texts["tax_code"]:
        texts["tax_code"] = str(claims.get("MaSoDoanhNghiep") or "").strip()[:14]
    return {
        **texts,
        "tech_id": tech_id,
        "kind": Identity.Kind.BUSINESS if business else Identity.Kind.CITIZEN,
        "born_on": born_on(str(claims.get("NgayThangNamSinh", ""))),
        "read_at": timezone.now(),
    }


def remember(user: User, claims: Mapping[str, Any]) -> Identity:
    """Keep what the nation says of ``user`` today; the technical id alone decides who that is."""
    fields = read_claims(claims)
    identity, _ = Identity.objects.update_or_create(tech_id=fields.pop("tech_id"), defaults={**fields, "user": user})
    name = str(identity)
    if (user.full_name, user.email, user.phone) != (name, identity.email, identity.phone):
        user.full_name, user.email, user.phone = name, identity.email, identity.phone
        user.save(update_fields=["full_name", "email", "phone"])
    return identity
