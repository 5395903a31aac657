"""The officials' desk: one ``AdminSite`` at /quan-tri/.

Entry by current post and with a second factor, asked on every request (D6).
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portal.accounts.views import sign_out


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this very session passed one."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


class Desk(AdminSite):
    site_header = _("Officials' desk")
    site_title = _("Bac Giang public services")
    index_title = _("Work")
    enable_nav_sidebar = False
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff and has_second_factor(request)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one sign-in page for everybody; who lacks the second factor is sent to set it up."""
        if request.user.is_authenticated and request.user.is_staff and not has_second_factor(request):
            return redirect("mfa_activate_totp")
        if request.user.is_authenticated:
            return redirect("home")
        return redirect(
            f"{reverse('account_login')}?{urlencode({'next': request.GET.get('next', reverse('admin:index'))})}"
        )

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """One way out for everybody: it leaves the nation, too."""
        return sign_out(request)


site = Desk(name="admin")
