"""A session that ended while somebody was writing: what they sent waits until the same person has signed in again.

It waits in the anonymous session, on the server, for one address at a time; only a form that we had made for a
signed-in person is kept, and only that person gets it back.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from portal import once

KEY = "typed_before_signing_in"
BYTES_MOST = 64 * 1024
NOT_TYPED = {once.FIELD, "csrfmiddlewaretoken"}

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Whoever is not signed in goes to the sign-in page and comes back to this one, with what they had typed."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            _keep(request)
            messages.info(request, _("Your session had ended. Sign in again: what you typed is kept."))
        return redirect_to_login(request.get_full_path())

    return page


def _keep(request: HttpRequest) -> None:
    holder = once.holder_of(request)
    typed = {name: values for name, values in request.POST.lists() if name not in NOT_TYPED}
    if holder and len(json.dumps(typed)) <= BYTES_MOST:
        request.session[KEY] = {"path": request.path, "holder": holder, "typed": typed}


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What the same person had sent to this address when their session was gone."""
    waiting = request.session.get(KEY)
    if waiting is None or waiting["path"] != request.path:
        return None
    if waiting["holder"] != str(request.user.pk):
        del request.session[KEY]
        return None
    typed = QueryDict(mutable=True)
    for name, values in waiting["typed"].items():
        typed.setlist(name, values)
    return typed


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
