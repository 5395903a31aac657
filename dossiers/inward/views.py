"""The doors the nation knocks at (protocols §7.5, §8). Answers come with HTTP 200 and a numeric ``error_code``."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dossiers.inward import owed, taking, wire
from dossiers.inward.taking import Outcome
from portal.files.disk import NoRoom
from portal.national.door import nation_only

log = logging.getLogger(__name__)
SAID = {
    Outcome.STORED: "Nhận dữ liệu hồ sơ thành công",
    Outcome.ALREADY_RECEIVED: "Mã hồ sơ đã được tiếp nhận trước đó",
}


@csrf_exempt
@require_POST
@nation_only
def submitted(request: HttpRequest, body: bytes) -> JsonResponse:
    """A dossier submitted at the national portal (``nhanhsdvcqg``). Safe to repeat."""
    try:
        outcome = taking.take(body)
    except wire.Refused as refusal:
        return _answer(Outcome.REFUSED, str(refusal))
    except NoRoom:
        log.error("no room for a dossier of the nation")
        return _answer(Outcome.REFUSED, "Hệ thống tạm hết chỗ lưu, hãy gửi lại sau", HTTPStatus.SERVICE_UNAVAILABLE)
    return _answer(outcome, SAID[outcome])


@csrf_exempt
@require_POST
@nation_only
def fee(request: HttpRequest, body: bytes) -> JsonResponse:
    """What is to be paid for a dossier (``kpdvcqg/dptracuuthanhtoanhs``); reads only."""
    try:
        found = owed.look_up(wire.code_of(wire.document(body)))
    except (wire.Refused, owed.UnknownDossier):
        return JsonResponse({"error_code": -1, "message": []})
    return JsonResponse({"error_code": 1 if found else 0, "message": found or []})


def _answer(outcome: Outcome, message: str, status: int = HTTPStatus.OK) -> JsonResponse:
    return JsonResponse({"error_code": int(outcome), "message": message}, status=status)
