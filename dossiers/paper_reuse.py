"""Papers of an earlier dossier, handed in again in another draft of the same person.

A copy is stored, so that each dossier keeps its own file; it has the same hash and says where it comes from. Filled-in
forms are of their own matter and are not offered.
"""

from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dossiers import papers, reuse
from dossiers.act import Refusal
from dossiers.locking import lock
from dossiers.models import Attachment, Dossier
from portal.files.checks import Legible
from portal.files.paper import Doubt
from portal.files.storage import FileDamaged, open_stored
from portal.vietnamese import plain
from procedures.models import Component


class NotThere(Refusal):
    """The earlier file cannot be read any more, or was none of this person's."""

    message = _("The earlier file cannot be used. Photograph the paper or upload it again.")


def offered(draft: Dossier, components: Iterable[Component]) -> dict[int, list[Attachment]]:
    """By paper, the files of the newest earlier dossier that has it; nothing for papers already given."""
    given = set(papers.given(draft).values_list("component", flat=True))
    wanted = [one for one in components if one.is_handed_in and not one.form_name and one.pk not in given]
    if draft.submitter is None or not wanted:
        return {}
    earlier = [dossier.pk for dossier in reuse.earlier(draft.submitter)]
    files = Attachment.objects.papers().filter(dossier__in=earlier, component__isnull=False)
    usable = list(files.exclude(stored__scan="infected").select_related("stored", "component", "dossier"))
    found = {one.pk: _newest([file for file in usable if _is_same(file.component, one)], earlier) for one in wanted}
    return {pk: own for pk, own in found.items() if own}


def _newest(files: list[Attachment], earlier: list[int]) -> list[Attachment]:
    order = sorted({file.dossier_id for file in files}, key=earlier.index)
    return [file for file in files if order and file.dossier_id == order[0]]


def _is_same(before: Component | None, now: Component) -> bool:
    return before is not None and plain(before.name) == plain(now.name)


@transaction.atomic
def take(draft: Dossier, component: Component) -> None:
    """Copy what is offered for this paper; done before, nothing happens. Raises ``NotThere`` or what ``papers.add``
    does."""
    lock(draft)
    for file in offered(draft, [component]).get(component.pk, []):
        copy = papers.add(draft, component, _read(file))
        if copy.stored.sha256 != file.stored.sha256:
            raise NotThere
        copy.copied_from = file
        copy.save(update_fields=["copied_from"])


def _read(file: Attachment) -> Legible:
    """As it was taken then: what was doubtful and kept all the same stays kept."""
    try:
        with open_stored(file.stored) as stored:
            content = SimpleUploadedFile(file.stored.name, stored.read(), file.stored.media_type)
    except FileDamaged as error:
        raise NotThere from error
    return Legible(content, file.stored.pages or 1, Doubt.NONE)
