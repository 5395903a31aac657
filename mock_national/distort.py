"""What the faults do to a call that reaches the provider: lost, changed, held back, taken twice, answered with dirt."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mock_national import mapi, profile
from mock_national.kept import HeldCall
from mock_national.models import Call, MapiSession

Body = dict[str, Any]
ALTERED = {"TrichYeuHoSo": "nội dung đã bị thay đổi", "NoiDungXuLy": "dòng đã bị thay đổi", "DonViXuLy": "đơn vị khác"}
DIRT = {"SOTIEN": "150.000 đ/bản", "THOIGIANGIAIQUYET": "03 - 5", "DONVITINH": "ngày ", "SOBANCHINH": "01"}
"""Values as real records have them."""


def provide(call: Call, body: Body, faults: Mapping[str, object]) -> Body:
    """The answer to ``body``; ``call.is_stored`` says whether it changed anything."""
    writes = call.service in mapi.WRITING
    if "expire" in faults:
        MapiSession.objects.all().delete()
    if "alter" in faults and writes:
        body = body | {"data": _altered(body.get("data"))}
    if writes and faults.keys() & {"lose", "reorder"}:
        return _not_now(call, body, is_held="reorder" in faults)
    answer = mapi.login(body) if call.service == "login" else mapi.call(body)
    if "duplicate" in faults and call.service != "login":
        call.is_stored = _is_good(answer) and writes
        answer = mapi.call(body)
    call.is_stored = call.is_stored or (_is_good(answer) and writes)
    if call.service != "login":
        release()
    return _dirtied(answer) if "dirty" in faults else answer


def release() -> None:
    """Carry out what was held back, oldest first."""
    for held in HeldCall.objects.select_related("call").order_by("pk"):
        held.call.is_stored = mapi.carry_out(held.body)
        held.call.save(update_fields=["is_stored"])
        held.delete()


def _not_now(call: Call, body: Body, *, is_held: bool) -> Body:
    """Answered as if it had been stored: what the provider would refuse is refused."""
    with transaction.atomic():
        answer = mapi.call(body)
        transaction.set_rollback(True)
    if is_held and _is_good(answer):
        HeldCall.objects.create(call=call, body=body)
    return answer


def _is_good(answer: Body) -> bool:
    return str(answer["error_code"]) in profile.GOOD


def _altered(part: Any) -> Any:
    if isinstance(part, list):
        return [_altered(item) for item in part]
    return {name: ALTERED.get(name, value) for name, value in part.items()} if isinstance(part, dict) else part


def _dirtied(part: Any) -> Any:
    if isinstance(part, list):
        return [_dirtied(item) for item in part]
    if isinstance(part, dict):
        return {name: DIRT.get(name) or _dirtied(value) for name, value in part.items()}
    return part
