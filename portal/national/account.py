"""The province's account at the national portal, as all its processes use it: at one pace, and logged."""

import functools

from portal.national import log, pace
from portal.national.client import NationalPortal
from portal.national.line import Exchange, Line


class Attentive:
    """The watch over the line: waits for its turn, keeps the log, and leaves a service alone that does not answer."""

    def before(self, service: str) -> None:
        pace.take_turn(service, pace.settled())

    def after(self, exchange: Exchange) -> None:
        log.write(exchange, log.Exchange.Direction.OUT)
        if exchange.outcome == log.Exchange.Outcome.UNAVAILABLE:
            pace.failed(exchange.service, pace.settled())
        else:
            pace.got_through(exchange.service)


@functools.cache
def shared_portal() -> NationalPortal:
    """This process's account at the national portal, so that its session is reused."""
    return NationalPortal(Line(watch=Attentive()))
