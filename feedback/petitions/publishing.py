"""What of an answered petition is public: written anew, looked through, recorded; hidden everywhere at once (PR-09)."""

from collections import Counter

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from feedback.models import Petition, PetitionFile, Publication
from feedback.petitions import copies, removing
from portal.files.storage import store
from portal.vietnamese import findable

WORDS = ("title", "content", "answer")


class StillTellsWho(Refusal):
    message = _("Something in it still tells who asked. Take it out and publish then.")


class NotPublished(Refusal):
    message = _("It is not public.")


class PublicAlready(Refusal):
    message = _("It is public already.")


def may_publish(petition: Petition, act: Act) -> None:
    if Petition.objects.published().filter(pk=petition.pk).exists():
        raise PublicAlready


def publish(petition: Petition, act: Act) -> None:
    """``act.values``: ``title``, ``content``, ``answer`` as the public reads them, and the keys of the ``files`` that
    were looked at and may be shown. Whoever asked stays unnamed.

    Raises ``StillTellsWho``.
    """
    words = {name: act.text(name) for name in WORDS}
    if any(removing.remaining(text, petition) for text in words.values()):
        raise StillTellsWho
    chosen = petition.files.filter(stored__uuid__in=act.values.get("files") or [])
    facts = {
        **words, "findable": findable(" ".join(words.values())), "published_at": act.at, "published_by": act.person,
        "hidden_at": None, "hidden_by": None, "hidden_because": "",
        "removed": removed_from(petition, words) | _show(chosen, act),
    }  # fmt: skip
    Publication.objects.update_or_create(petition=petition, defaults=facts)


def removed_from(petition: Petition, words: dict[str, str]) -> dict[str, int]:
    """How many of each kind stood in the petition's own words and stand no more in those of the public: the record of
    the act (how many, never which)."""
    counts: Counter[str] = Counter()
    for name, public in words.items():
        counts.update(removing.proposed(str(getattr(petition, name)), petition).counts)
        counts.subtract(removing.proposed(public, petition).counts)
    return {kind: number for kind, number in counts.items() if number > 0}


def _show(chosen: QuerySet[PetitionFile], act: Act) -> dict[str, int]:
    """A copy of each; an earlier one is put in its place. What was in their metadata is counted."""
    removed = 0
    for number, file in enumerate(chosen.select_related("stored").order_by("pk"), 1):
        copy = copies.made(file.stored, number)
        file.shown = store(copy.file, by=act.person)
        file.save(update_fields=["shown"])
        removed += copy.removed
    return {"metadata": removed} if removed else {}


def is_public(petition: Petition, act: Act) -> None:
    if not Petition.objects.published().filter(pk=petition.pk).exists():
        raise NotPublished


def hide(petition: Petition, act: Act) -> None:
    """Gone for everybody from now on: every public view begins at ``published()`` and none is kept by a cache."""
    Publication.objects.filter(petition=petition).update(
        hidden_at=act.at, hidden_by=act.person, hidden_because=act.text("note")[:300]
    )
    petition.files.update(shown=None)
