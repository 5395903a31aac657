"""The national sign-on: an OpenID Connect provider with the claims of VNConnect (protocols §6)."""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.internal.private_keys import filter_keys
from allauth.idp.oidc.models import Client, PrivateKey
from django.http import HttpRequest

from mock_national.models import Person, SigningKey


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class Adapter(DefaultOIDCAdapter):  # type: ignore[misc]
    scope_display = {"openid": "Họ tên, số định danh, ngày sinh, địa chỉ, số điện thoại và thư điện tử (nếu có)"}

    def get_user_sub(self, client: Client, user: Person) -> str:
        return str(user.tech_id)

    def get_user_by_sub(self, client: Client, sub: str) -> Person | None:
        return Person.objects.filter(tech_id=sub, is_active=True).first()

    def get_claims(
        self, purpose: str, user: Person, client: Client, scopes: Iterable[str], email: str | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        return {"sub": str(user.tech_id), **claims_of(user)}

    def list_private_keys(self, *, did_activate: Any = None, is_active: Any = None) -> list[PrivateKey]:
        keys = [PrivateKey(pem=key.pem, issued_at=key.issued_at) for key in SigningKey.objects.all()]
        return filter_keys(keys, did_activate=did_activate, is_active=is_active)  # type: ignore[no-any-return]

    def populate_server_metadata(self, data: dict[str, Any]) -> None:
        data |= {
            "scopes_supported": ["openid"],
            "response_types_supported": ["code"],
            "acr_values_supported": ["LoA1", "LoA2"],
        }


def claims_of(person: Person) -> dict[str, Any]:
    """Claims without a value are left out, as for people without e-mail."""
    claims = {
        "TechID": str(person.tech_id),
        "LoaiTaiKhoan": person.kind,
        "SoDinhDanh": person.id_number,
        "SoCMND": person.old_id_number,
        "MaSoThue": person.tax_code,
        "TenDoanhNghiep": person.business_name,
        "HoVaTen": person.full_name,
        "GioiTinh": person.gender,
        "NgayThangNamSinh": person.born_on.strftime("%Y%m%d") if person.born_on else "",
        "DiaChi": person.address,
        "SoDienThoai": person.phone,
        "ThuDienTu": person.email,
        "loAs": person.assurance,
        "acr": f"LoA{person.assurance}",
    }
    return {name: value for name, value in claims.items() if value not in ("", None)}
