"""What somebody was told, newest first, and how else they want to be told."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.notices.forms import PreferenceForm
from portal.notices.models import Notice

PER_PAGE = 20
UNREAD = "chua-doc"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice_list(request: HttpRequest) -> HttpResponse:
    """Posting marks all of them read."""
    mine = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        mine.mark_read()
        return redirect("notices")
    wanted = request.GET.get("chi", "")
    shown = mine.unread() if wanted == UNREAD else mine
    page = Paginator(shown.select_related("template").order_by("-created_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("trang")
    )
    context = {"page": page, "rows": _rows(page), "only_unread": wanted == UNREAD, "unread": mine.unread().count()}
    return render(request, "notices/list.html", context)


def _rows(page: Iterable[Notice]) -> list[tuple[Notice, bool]]:
    """Each with whether it is shown open: the newest of a matter, while it is unread; what it overtook is closed."""
    seen: set[str] = set()
    rows = []
    for one in page:
        rows.append((one, one.read_at is None and one.link not in seen))
        seen.add(one.link)
    return rows


@require_POST
@login_required
def notice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Mark one read, and go where it leads or stay with the list."""
    found = get_object_or_404(Notice.objects.visible_to(request.user), uuid=uuid)
    Notice.objects.filter(pk=found.pk).mark_read()
    return redirect(found.link if request.POST.get("action") == "open" else "notices")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferenceForm(request.user, request.POST if request.method == "POST" else None)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. It holds from the next notice on."))
        return redirect("notice_preferences")
    return render(request, "notices/preferences.html", {"form": form})
