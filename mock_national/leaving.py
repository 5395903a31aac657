"""Leaving the nation: the province is told from server to server, signed (back-channel logout; assumed)."""

import logging
import time
import uuid

import jwt
import requests
from allauth.account.views import logout
from allauth.core.internal.jwkkit import load_jwk_from_pem
from allauth.idp.oidc.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from mock_national.models import Person, SigningKey

log = logging.getLogger(__name__)
EVENT = "http://schemas.openid.net/event/backchannel-logout"
DOOR = "/sso/dvcqg/da-roi/"
SECONDS = 5


def logout_token(person: Person) -> str:
    now = int(time.time())
    claims = {
        "iss": get_adapter().get_issuer(), "aud": settings.OIDC_CLIENT_ID, "sub": str(person.tech_id), "iat": now,
        "exp": now + 120, "jti": uuid.uuid4().hex, "events": {EVENT: {}},
    }  # fmt: skip
    newest = SigningKey.objects.latest("issued_at")
    public, private = load_jwk_from_pem(newest.pem)
    return jwt.encode(claims, private, algorithm="RS256", headers={"kid": public["kid"], "typ": "logout+jwt"})


def tell(person: Person) -> str:
    """The token that was sent; a province that does not answer hears nothing."""
    token = logout_token(person)
    try:
        requests.post(settings.PORTAL_URL + DOOR, data={"logout_token": token}, timeout=SECONDS, allow_redirects=False)
    except requests.RequestException as error:
        log.warning("the province was not told of a logout: %s", type(error).__name__)
    return token


def sign_out(request: HttpRequest) -> HttpResponseBase:
    person = request.user if isinstance(request.user, Person) and request.method == "POST" else None
    answer: HttpResponseBase = logout(request)
    if person is not None:
        tell(person)
    return answer
