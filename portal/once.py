"""Form tokens: a form acts once, however often it is sent (D15).

The page carries a random signed token. The act and the row that remembers its answer are one transaction: a second,
equal post waits for the first and gets its answer; the same token with other content gets 409 and a link to what the
first one did.
"""

import hashlib
import secrets
from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

FIELD = "form_token"
UNSIGNED = {FIELD, "csrfmiddlewaretoken"}
SALT = "portal.once"


class BadToken(SuspiciousOperation):
    """The form did not come from a page of ours, or from a page made for somebody else."""


class FormToken(models.Model):
    """What the first use of a form's token asked and where it led."""

    token = models.CharField(max_length=32, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    request_hash = models.CharField(max_length=64)
    location = models.CharField(max_length=500, blank=True)
    used_at = models.DateTimeField(auto_now_add=True)


def _holder(request: HttpRequest) -> str:
    return str(request.user.pk or "anonymous")


def issue(request: HttpRequest) -> str:
    """A token for one form on one page, good for this person however long the page stays open."""
    return signing.dumps([secrets.token_hex(16), _holder(request)], salt=SALT)


def _read(request: HttpRequest) -> str:
    try:
        token, holder = signing.loads(request.POST.get(FIELD, ""), salt=SALT)
    except signing.BadSignature as error:
        raise BadToken("form token missing or altered") from error
    if holder != _holder(request):
        raise BadToken("form token of another person")
    return str(token)


def holder_of(request: HttpRequest) -> str:
    """Whom the sent form was made for: a user's key; empty for nobody signed in, or for a token not ours."""
    try:
        _token, holder = signing.loads(request.POST.get(FIELD, ""), salt=SALT)
    except signing.BadSignature:
        return ""
    return "" if holder == "anonymous" else str(holder)


def is_used(request: HttpRequest) -> bool:
    """Whether the sent form has acted already. Raises ``BadToken``."""
    return FormToken.objects.filter(token=_read(request)).exists()


def request_hash(request: HttpRequest) -> str:
    """SHA-256 over the path, every value sent and every file's bytes."""
    digest = hashlib.sha256(request.path.encode())
    for name in sorted(set(request.POST) - UNSIGNED):
        digest.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            digest.update(repr((name, upload.name, getattr(upload, "sha256", None) or _sha256_of(upload))).encode())
    return digest.hexdigest()


def _sha256_of(upload: UploadedFile) -> str:
    """For an upload whose hash did not run along while it arrived."""
    content = hashlib.sha256()
    for chunk in upload.chunks():
        content.update(chunk)
    upload.seek(0)
    return content.hexdigest()


def _claim(token: str, request: HttpRequest, wanted: str) -> bool:
    """Insert the row; waits for an equal insert in flight, and is false if that one committed."""
    user = request.user.pk if request.user.is_authenticated else None
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_formtoken (token, user_id, request_hash, location, used_at) "
            "VALUES (%s, %s, %s, '', now()) ON CONFLICT (token) DO NOTHING",
            [token, user, wanted],
        )
        return bool(cursor.rowcount == 1)


def answer_once(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    """Redirect to where ``act`` (which writes, and returns an address) leads; run it at most once for this form.

    Raises ``BadToken`` (400) for a foreign form. Whatever ``act`` raises undoes the claim too, so the form can be
    corrected and sent again.
    """
    token, wanted = _read(request), request_hash(request)
    with transaction.atomic():
        if _claim(token, request, wanted):
            location = act()
            FormToken.objects.filter(token=token).update(location=location)
            return redirect(location)
    first = FormToken.objects.get(token=token)
    if first.request_hash == wanted:
        return redirect(first.location)
    return render(request, "409.html", {"first": first.location}, status=409)
