"""What every template may know about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {"DEMO": settings.DEMO, "NATIONAL_URL": settings.NATIONAL_URL, "NATIONAL_SSO": settings.NATIONAL_SSO}
