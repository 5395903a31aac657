"""Which day and whose figures a page at the desk is asked for, and who may ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Protocol

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.desk import site
from portal.forms import PortalFormRenderer
from reports import facts
from reports.reach import RIGHT, Reach, below, reach_of
from reports.scope import Scope

EARLIEST = date(2000, 1, 1)
BATCHES = 8
"""A page counts what is waiting up to so many batches; the rest is the worker's."""

View = Callable[..., HttpResponseBase]


def _counted(view: View, right: str) -> View:
    """For who has ``right``, with what happened up to now counted."""

    @wraps(view)
    def entered(request: HttpRequest, **rest: Any) -> HttpResponseBase:
        if not request.user.has_perm(right):
            raise PermissionDenied
        facts.catch_up(BATCHES)
        return view(request, **rest)

    return entered


def at_desk(view: View) -> Any:
    return with_right(RIGHT)(view)


def ordering_at_desk(view: View) -> Any:
    """The same for a page at which one may also order long work."""
    return site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(_counted(view, RIGHT)))


def with_right(right: str) -> Callable[[View], Any]:
    """For who has this right."""
    return lambda view: site.admin_view(require_safe(_counted(view, right)))


def agencies_in(reach: Reach) -> Any:
    """Those that decide something, of all that ever were."""
    wanted = Agency.objects.exclude(kind=Agency.Kind.ONE_STOP)
    return wanted if reach.agencies is None else wanted.filter(pk__in=reach.agencies)


class AgencyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, agency: Any) -> str:
        return str(agency.name)


class DayForm(forms.Form):
    """Nothing said means today."""

    is_filter = True
    use_required_attribute = False
    default_renderer = PortalFormRenderer
    ngay = forms.DateField(
        label=_("On the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as day/month/year.")},
    )

    def clean_ngay(self) -> date:
        today = timezone.localdate()
        day: date = self.cleaned_data["ngay"] or today
        if day > today:
            raise forms.ValidationError(_("Figures are of today or of days before: choose one of these."))
        if day < EARLIEST:
            raise forms.ValidationError(_("Choose a day after 1 January 2000."))
        return day


class AskForm(DayForm):
    """Nothing said means today, and all that one sees."""

    co_quan = AgencyField(
        Agency.objects.none(),
        label=_("Agency"),
        required=False,
        to_field_name="key",
        empty_label=_("All that you see"),
        widget=forms.Select(attrs={"lang": "vi"}),
        error_messages={"invalid_choice": _("Choose one of the agencies in the list.")},
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["co_quan"].queryset = agencies_in(reach)  # type: ignore[attr-defined]


class Asking(Protocol):
    """A request, or what long work has kept of one."""

    @property
    def user(self) -> Any: ...

    @property
    def GET(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Ordered:
    """Asked before, and answered by long work."""

    user: User
    GET: Mapping[str, str]


def said(request: Asking, **otherwise: str) -> dict[str, str]:
    """What the address says, and what is meant where it says nothing: so the form shows what was counted."""
    return otherwise | {name: str(value) for name, value in request.GET.items() if value}


class Asked:
    """What the address asks, within what the person sees; of today as far as it had come at ``now``."""

    def __init__(self, request: Asking, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.reach = reach_of(request.user)
        self.form = AskForm(said(request, ngay=timezone.localdate().isoformat()), reach=self.reach)
        self.is_valid = self.form.is_valid()
        clean = self.form.cleaned_data
        self.on: date = clean.get("ngay") or timezone.localdate()
        self.agency: Agency | None = clean.get("co_quan")

    @property
    def scope(self) -> Scope:
        if self.agency is None:
            return Scope(self.on, self.reach.agencies, self.now)
        chosen = below({self.agency.pk})
        return Scope(self.on, chosen if self.reach.agencies is None else chosen & self.reach.agencies, self.now)

    @property
    def of_whom(self) -> str:
        """In Vietnamese, as papers name it."""
        if self.agency is not None:
            return self.agency.name
        return ", ".join(agency.name for agency in self.reach.top) or "Toàn tỉnh Bắc Giang"

    @property
    def parameters(self) -> dict[str, str]:
        day = {"ngay": self.on.isoformat()}
        return day | ({"co_quan": self.agency.key} if self.agency else {})
