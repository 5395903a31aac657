"""Lines of the log, as calls leave them."""

from dataclasses import replace
from typing import Any

from portal.national import log
from portal.national.line import Exchange


def told(service: str = "DongBoHoSoMC", **values: Any) -> log.Exchange:
    exchange = replace(Exchange.of(service, b"{}"), milliseconds=12, answer_size=40, **values)
    log.write(exchange, log.Exchange.Direction.OUT)
    return log.Exchange.objects.latest("pk")
