"""The door the nation brings dossiers to (protocols §8). Answers come with HTTP 200 and a numeric ``error_code``."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dossiers.inward import taking, wire
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


def _answer(outcome: Outcome, message: str, status: int = HTTPStatus.OK) -> JsonResponse:
    return JsonResponse({"error_code": int(outcome), "message": message}, status=status)
