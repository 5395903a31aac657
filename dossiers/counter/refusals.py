"""How the counter says no."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal


class NotOverTheCounter(Refusal):
    message = _("This dossier was not handed in at the counter or by post.")


class OwnDossier(Refusal):
    """Nobody handles their own dossier."""

    message = _("This is your own dossier, or you handed it in: a colleague must handle it.")


class PapersNotThere(Refusal):
    message = _("A paper the law demands is neither there nor scanned. Give form 02 instead of receiving.")


class NothingOnItsWay(Refusal):
    message = _("No slip with this dossier is on its way to you: it has been accepted or sent back already.")


class NothingChosen(Refusal):
    message = _("Tick at least one dossier.")


class NotToBeHandedOver(Refusal):
    message = _("One of the dossiers is no longer waiting to be handed over. Look at the list again.")


class NumberNotReserved(Refusal):
    message = _("This number is not reserved on that day, or has been used: look at the list of the outage.")


class OutsideOutage(Refusal):
    message = _("This time lies outside the outage.")


class NumbersGivenAlready(Refusal):
    message = _(
        "The system has given these numbers to other dossiers of that day. Correct the numbers in the book, tell the "
        "citizens, and reserve again."
    )


class NotYetOver(Refusal):
    message = _("The outage lies in the future or has no length: check both times.")
