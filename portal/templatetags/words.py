"""How values are written: names, amounts, days and moments."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy

register = template.Library()


@register.filter
def vietnamese(text: object) -> SafeString:
    """A name that stays Vietnamese on pages in other languages, marked as such."""
    return format_html('<span lang="vi">{}</span>', text)


@register.filter
def money(amount: int | None) -> str:
    """150000 -> 150.000 đ; nothing for ``None``."""
    if amount is None:
        return ""
    grouped = f"{amount:,}"
    return f"{grouped.replace(',', '.')} đ" if get_language() == "vi" else f"VND {grouped}"


WEEKDAYS = (
    pgettext_lazy("in a sentence", "Monday"),
    pgettext_lazy("in a sentence", "Tuesday"),
    pgettext_lazy("in a sentence", "Wednesday"),
    pgettext_lazy("in a sentence", "Thursday"),
    pgettext_lazy("in a sentence", "Friday"),
    pgettext_lazy("in a sentence", "Saturday"),
    pgettext_lazy("in a sentence", "Sunday"),
)


@register.filter
def day(value: date | datetime | None) -> str:
    """thứ Sáu, 04/12/2020; an instant is shown by the province's clock."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{WEEKDAYS[local.weekday()]}, {local:%d/%m/%Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """17:00 thứ Sáu, 04/12/2020."""
    return f"{timezone.localtime(value):%H:%M} {day(value)}" if value else ""
