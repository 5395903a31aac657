"""What has been asked and answered before: shown before somebody asks the same, found by searching, newest of a
procedure."""

from dataclasses import dataclass

from django.db.models import QuerySet

from feedback.finding import nearest, with_words
from feedback.models import PublicAnswer
from portal.agencies.models import Agency
from procedures.models import Field


@dataclass(frozen=True)
class Wanted:
    """What the public list is asked for, by codes and by the key of an agency; empty is everything."""

    words: str = ""
    field: str = ""
    agency: str = ""
    procedure: str = ""


def public() -> QuerySet[PublicAnswer]:
    """Where every public view starts."""
    whole = PublicAnswer.objects.select_related("enquiry__handler", "enquiry__field", "enquiry__procedure__current")
    return whole.filter(hidden_at__isnull=True)


def found(wanted: Wanted) -> QuerySet[PublicAnswer]:
    """All of the words, with or without marks, the best first; without words the newest first."""
    asked = {
        "enquiry__field__code": wanted.field, "enquiry__handler__key": wanted.agency,
        "enquiry__procedure__code": wanted.procedure,
    }  # fmt: skip
    narrowed = public().filter(**{path: value for path, value in asked.items() if value})
    return with_words(narrowed, wanted.words)


def like(text: str) -> list[PublicAnswer]:
    """At most five that share the most words with ``text``, and enough of them."""
    return nearest(public(), text)


def fields() -> QuerySet[Field]:
    """Those of which something is public."""
    return Field.objects.filter(pk__in=public().values("enquiry__field"))


def agencies() -> QuerySet[Agency]:
    return Agency.objects.filter(pk__in=public().values("enquiry__handler"))
