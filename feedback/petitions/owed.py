"""What the nation is owed of a petition: every act on one that was sent there, and on one received here from its number
on (assumed: one that was refused before is the province's own affair).
"""

from django.db import transaction

from feedback.models import PetitionEvent, PetitionMessage
from feedback.tasks import tell_petitions
from portal.wake import wake_once_a_second

OUR_OWN = frozenset({"propose", "return"})
"""Between two persons of one agency: there it is being handled all the while."""


def owe(event: PetitionEvent) -> None:
    """In the transaction of the act, once for each; sent as soon as it is committed, by the beat at the latest."""
    is_known = event.petition.national_id or event.petition.number
    if is_known and event.action not in OUR_OWN:
        PetitionMessage.objects.create(subject=event.petition, event=event)
        transaction.on_commit(lambda: wake_once_a_second(tell_petitions))
