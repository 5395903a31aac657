"""Telling the province what became of an order: again and again until it says that it knows, and with faults."""

import json
import threading
import time

import httpx
from django.conf import settings
from django.db import connection

from mock_national import gateway, payplat
from mock_national.faults import active
from mock_national.payplat_models import PaymentNotice, PaymentOrder

PAUSES = (0.0, 1.0, 3.0, 9.0)
"""Seconds before each try: the first and three repeats with growing delay (proposed, §7.3)."""

KNOWN = {"00", "02"}
SECONDS = 10
Platform = PaymentOrder.Service.PLATFORM


def tell(order: PaymentOrder) -> None:
    """In the background; what strikes is decided now."""
    faults = active(f"{order.service}-tell")
    late = faults["late"].delay if "late" in faults else 0.0
    threading.Thread(target=_tell, args=(order, set(faults), late), daemon=True).start()


def _tell(order: PaymentOrder, faults: set[str], late: float) -> None:
    try:
        time.sleep(late)
        if "lost" not in faults:
            _tell_with(order, faults)
    finally:
        connection.close()


def _tell_with(order: PaymentOrder, faults: set[str]) -> None:
    if "forged" in faults:
        _send(order, _forged(_message(order)))
    if "repeated" in faults:
        crowd = [threading.Thread(target=_once, args=(order,)) for _ in range(3)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
    _until_known(order, _message(order, more=1000 if "amount" in faults else 0))
    if "reordered" in faults:
        order.state = PaymentOrder.State.CANCELLED  # as if an older refusal came after it; not saved
        _send(order, _message(order))
    if "double" in faults and order.state == PaymentOrder.State.PAID:
        order.transaction_id += "2"  # the bank took it twice; not saved
        _until_known(order, _message(order))


def _once(order: PaymentOrder) -> None:
    try:
        _send(order, _message(order))
    finally:
        connection.close()


def _until_known(order: PaymentOrder, message: str) -> None:
    for pause in PAUSES:
        time.sleep(pause)
        if _send(order, message) in KNOWN:
            return


def _message(order: PaymentOrder, more: int = 0) -> str:
    if order.service == Platform:
        return json.dumps(payplat.confirmation(order, SoTien=order.amount + more))
    return gateway.notification(order, vnp_Amount=str((order.amount + more) * 100))


def _forged(message: str) -> str:
    """The last digit of the hash is another one; it stands at the end, before what closes the message."""
    place = max(message.rfind(digit) for digit in "0123456789abcdef")
    return message[:place] + ("0" if message[place] != "0" else "1") + message[place + 1 :]


def _send(order: PaymentOrder, message: str) -> str:
    """The code of the province's answer; the name of what went wrong where there was none."""
    try:
        answer = (_post if order.service == Platform else _get)(message).json()
        code = str(answer.get("MaLoi") or answer.get("RspCode") or "")
    except (httpx.HTTPError, ValueError, AttributeError) as error:
        code = type(error).__name__
    PaymentNotice.objects.create(order_id=order.pk, message=message, answer=code)
    return code


def _post(message: str) -> httpx.Response:
    kind = {"Content-Type": "application/json"}
    return httpx.post(settings.PAYPLAT_CONFIRM_URL, content=message.encode(), headers=kind, timeout=SECONDS)


def _get(message: str) -> httpx.Response:
    return httpx.get(f"{settings.VNPAY_IPN_URL}?{message}", timeout=SECONDS)
