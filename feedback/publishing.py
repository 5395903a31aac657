"""What of an answered case is public: written anew, looked through, recorded; hidden everywhere at once (PR-09)."""

from collections import Counter
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from feedback import copies, removing
from feedback.models import Case
from portal.files.storage import store
from portal.vietnamese import findable

WORDS = ("title", "content", "answer")


class StillTellsWho(Refusal):
    message = _("Something in it still tells who asked. Take it out and publish then.")


class NotPublished(Refusal):
    message = _("It is not public.")


class PublicAlready(Refusal):
    message = _("It is public already.")


def may_publish(case: Case, act: Act) -> None:
    if case.is_public:
        raise PublicAlready


def is_public(case: Case, act: Act) -> None:
    if not case.is_public:
        raise NotPublished


def proposed(case: removing.Sent) -> dict[str, str]:
    """The words to begin a publication with: the case's own, without what was found to tell who asked."""
    return {name: removing.proposed(getattr(case, name), case).text for name in WORDS}


def public(case: removing.Sent, act: Act) -> dict[str, Any]:
    """What the public reads from now on: ``title``, ``content`` and ``answer`` of ``act.values``, in sight again.

    Raises ``StillTellsWho``.
    """
    words = {name: act.text(name) for name in WORDS}
    refuse_names(case, *words.values())
    return {
        **words, "findable": findable(" ".join(words.values())), "published_at": act.at, "published_by": act.person,
        "hidden_at": None, "hidden_by": None, "hidden_because": "", "removed": _removed_from(case, words),
    }  # fmt: skip


def files_of(case: Case) -> list[Any]:
    """What may be shown to the public: what was sent with it, and what is enclosed with its answer."""
    sent = getattr(case, "files", None)
    return [*([sent.all()] if sent is not None else []), case.answer_files.enclosed()]


def show(case: Case, act: Act) -> dict[str, int]:
    """A copy of each of the ``files`` chosen in ``act.values``, in the place of an earlier one. Returns what was in
    their metadata, for the record."""
    keys, removed = act.values.get("files") or [], 0
    chosen = [files.filter(stored__uuid__in=keys).select_related("stored").order_by("pk") for files in files_of(case)]
    for number, file in enumerate(chain.from_iterable(chosen), 1):
        copy = copies.made(file.stored, number)
        file.shown = store(copy.file, by=act.person)
        file.save(update_fields=["shown"])
        removed += copy.removed
    return {"metadata": removed} if removed else {}


def hide_files(case: Case) -> None:
    for files in files_of(case):
        files.update(shown=None)


def refuse_names(case: removing.Sent, *texts: str) -> None:
    """Raises ``StillTellsWho``."""
    if any(removing.remaining(text, case) for text in texts):
        raise StillTellsWho


def _removed_from(case: removing.Sent, words: dict[str, str]) -> dict[str, int]:
    """How many of each kind stood in the case's own words and stand no more in those of the public: the record of the
    act (how many, never which)."""
    counts: Counter[str] = Counter()
    for name, public in words.items():
        counts.update(removing.proposed(str(getattr(case, name)), case).counts)
        counts.subtract(removing.proposed(public, case).counts)
    return {kind: number for kind, number in counts.items() if number > 0}


def hidden(act: Act) -> dict[str, Any]:
    """Gone for everybody from now on: every public view begins at ``published()``, and what is kept falls with it."""
    return {"hidden_at": act.at, "hidden_by": act.person, "hidden_because": act.text("note")[:300]}
