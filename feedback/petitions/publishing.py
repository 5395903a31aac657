"""What of an answered petition is public: its words, and copies of the files that were looked at."""

from django.db.models import QuerySet

from dossiers.act import Act
from feedback import publishing
from feedback.models import Petition, PetitionFile, Publication
from feedback.petitions import copies
from portal.files.storage import store


def publish(petition: Petition, act: Act) -> None:
    """Beside the words ``act.values`` has the keys of the ``files`` that may be shown. Whoever asked stays unnamed.

    Raises ``StillTellsWho``.
    """
    facts = publishing.public(petition, act)
    chosen = petition.files.filter(stored__uuid__in=act.values.get("files") or [])
    facts["removed"] |= _show(chosen, act)
    Publication.objects.update_or_create(petition=petition, defaults=facts)


def _show(chosen: QuerySet[PetitionFile], act: Act) -> dict[str, int]:
    """A copy of each; an earlier one is put in its place. What was in their metadata is counted."""
    removed = 0
    for number, file in enumerate(chosen.select_related("stored").order_by("pk"), 1):
        copy = copies.made(file.stored, number)
        file.shown = store(copy.file, by=act.person)
        file.save(update_fields=["shown"])
        removed += copy.removed
    return {"metadata": removed} if removed else {}


def hide(petition: Petition, act: Act) -> None:
    Publication.objects.filter(petition=petition).update(**publishing.hidden(act))
    petition.files.update(shown=None)
