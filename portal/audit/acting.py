"""Who is at work: the triggers of the audit read it from the connection's session."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
SETTING = "app.actor"


@contextmanager
def acting(account: int | None) -> Iterator[None]:
    """What is changed within is put down to the account of this key; to the system where there is none."""
    if account is None:
        yield
        return
    _tell(str(account))
    try:
        yield
    finally:
        _forget()


def _forget() -> None:
    """The connection serves somebody else next; one that cannot be told any more is given up."""
    if connection.connection is None or connection.needs_rollback:
        return
    try:
        _tell("")
    except DatabaseError:
        connection.close()


def _tell(actor: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, actor])


class ActingPerson:
    """Middleware: whatever a request of a signed-in person changes is put down to them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE:
            return self.get_response(request)
        with acting(request.user.pk):
            return self.get_response(request)
