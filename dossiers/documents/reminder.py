"""The slip by which a one-stop unit urges a deciding agency (phiếu đôn đốc, A8). The law prescribes no form: this one
is assumed, and says so."""

from django.template.loader import render_to_string
from django.utils.translation import override

from dossiers.documents.receipt import legal_moment
from dossiers.models import Reminder


def reminder_page(reminder: Reminder, sheet: str = "") -> str:
    """``sheet`` is as for the receipt."""
    with override("vi"):
        return render_to_string("documents/reminder.html", {
            "sheet": sheet,
            "reminder": reminder,
            "unit": reminder.sender,
            "head": reminder.sender.parent or reminder.sender,
            "issued_on": reminder.sent_at,
            "reply_by": legal_moment(reminder.reply_due_at),
            "lines": reminder.dossiers.select_related("edition").order_by("due_at", "pk"),
        })  # fmt: skip
