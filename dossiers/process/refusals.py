"""How the internal process says no: what is in the way, and what to do."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from portal.accounts.models import User


class TheirOwnDossier(Refusal):
    message = _("This official owns the dossier or handed it in. Choose somebody else.")


class NoStepForYou(Refusal):
    message = _("No step of this dossier waits for your post.")


class NotYourStep(Refusal):
    message = _("This step is not yours, or not any more. The list of steps says who has it.")


class AlreadyTaken(Refusal):
    """Somebody was faster, and the person is told who."""

    def __init__(self, owner: User) -> None:
        super().__init__(owner)
        self.message = _("%(name)s has taken this step before you.") % {"name": owner}


class NobodyToAssign(Refusal):
    message = _("No step of your agency waits for an officer.")


class NotOfThatPost(Refusal):
    message = _("This person holds no post that may do the step. Choose somebody from the list.")


class ApprovalNeeded(Refusal):
    message = _("The leader's step comes next: submit what you propose for approval.")


class DecideFirst(Refusal):
    message = _("A proposal waits for your decision: approve it or send it back.")


class LastStep(Refusal):
    message = _("This is the last step: record the result.")


class FirstStep(Refusal):
    message = _("There is no step before this one.")


class ReasonMissing(Refusal):
    message = _("Write the reason.")


class NothingToTakeBack(Refusal):
    message = _("There is nothing to take back: you passed nothing on, or the next step has begun.")


class NoLeaderNext(Refusal):
    message = _("The next step is no leader's: pass the dossier on instead.")


class BranchesOpen(Refusal):
    message = _("Another branch of this step is still under way. Wait until it is done.")


class AlreadySubmitted(Refusal):
    message = _("A proposal waits for the leader already.")


class NothingProposed(Refusal):
    message = _("Nothing has been submitted for approval.")


class OwnProposal(Refusal):
    message = _("You proposed this yourself: another leader must decide.")


class NotApproved(Refusal):
    message = _("The leader has not approved a result for this dossier yet: submit it for approval.")


class RefusalProposed(Refusal):
    message = _("It was proposed to refuse this dossier: no result can be recorded.")


class NotAsked(Refusal):
    message = _("Your agency is not asked for an opinion on this dossier, or has given it.")


class AskedAlready(Refusal):
    message = _("This agency has been asked and has not answered yet.")


class NoOpinionOpen(Refusal):
    message = _("No opinion is waited for.")


class NotAnAgencyToAsk(Refusal):
    message = _("This agency cannot be asked: it handles the dossier itself, or does not exist any more.")


class TermPassed(Refusal):
    message = _("The term lies in the past.")


class NoOtherAgency(Refusal):
    message = _("No other agency decides this procedure.")


class NotADecidingAgency(Refusal):
    message = _("This agency does not decide this procedure. Choose one from the list.")
