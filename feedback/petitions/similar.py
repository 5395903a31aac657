"""What has been asked and answered before: shown before somebody files the same, and found by searching."""

from django.db.models import QuerySet

from feedback.finding import nearest, with_words
from feedback.models import Publication


def public() -> QuerySet[Publication]:
    """Where every public view starts."""
    return Publication.objects.filter(hidden_at__isnull=True).select_related("petition__handler", "petition__procedure")


def found(words: str) -> QuerySet[Publication]:
    """All of ``words``, with or without marks, the best first."""
    return with_words(public(), words)


def like(text: str) -> list[Publication]:
    """At most five that share the most words with ``text``, and enough of them."""
    return nearest(public(), text)
