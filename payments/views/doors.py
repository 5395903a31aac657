"""Where platform and gateways tell what was paid, and the nation asks what there is to pay (protocols §7.3, 7.5, 10.1).

No session and no page: what was paid is believed for its signature alone, and the question for where it comes from.
"""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from payments import inbox, look_up
from payments.models import InboundMessage
from payments.providers import ONLINE, payplat, vnpay
from payments.providers.base import BadMessage, read_object
from portal.national.door import nation_only

TOO_LARGE = 413


@csrf_exempt
@require_POST
def platform_confirms(request: HttpRequest) -> JsonResponse:
    if _length(request) > settings.PAYMENT_MESSAGE_BYTES:
        return JsonResponse({"MaLoi": payplat.OTHER}, status=TOO_LARGE)
    return _told(request, payplat.PayPlat.name, request.body)


@csrf_exempt
@require_GET
def gateway_notifies(request: HttpRequest) -> JsonResponse:
    return _told(request, vnpay.VNPay.name, request.META["QUERY_STRING"].encode("latin-1"))


@csrf_exempt
@require_POST
@nation_only
def what_is_to_pay(request: HttpRequest, body: bytes) -> JsonResponse:
    """For the security server alone: the question carries no signature."""
    try:
        code = read_object(body).get("MaHoSo")
    except BadMessage:
        code = None
    return JsonResponse(look_up.answer(code if isinstance(code, str) else ""))


def _told(request: HttpRequest, provider: str, content: bytes) -> JsonResponse:
    source = str(get_adapter(request).get_client_ip(request))
    verdict = inbox.take_in(provider, InboundMessage.Kind.CALLBACK, content, source)
    answer = ONLINE[provider].acknowledgement(content, verdict)
    return JsonResponse(dict(answer.body), status=answer.status)


def _length(request: HttpRequest) -> int:
    return int(request.META.get("CONTENT_LENGTH") or 0)
