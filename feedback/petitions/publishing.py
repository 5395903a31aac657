"""What of an answered petition is public, its files with it."""

from dossiers.act import Act
from feedback import publishing
from feedback.models import Petition, Publication


def publish(petition: Petition, act: Act) -> None:
    """Beside the words ``act.values`` has the keys of the ``files`` that may be shown. Whoever asked stays unnamed.

    Raises ``StillTellsWho``.
    """
    facts = publishing.public(petition, act)
    facts["removed"] |= publishing.show(petition, act)
    Publication.objects.update_or_create(petition=petition, defaults=facts)


def hide(petition: Petition, act: Act) -> None:
    Publication.objects.filter(petition=petition).update(**publishing.hidden(act))
    publishing.hide_files(petition)
