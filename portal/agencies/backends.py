"""What a person may do in the admin comes from their current posts, read on each request.

There are no groups.
"""

from django.conf import settings
from django.contrib.auth.backends import BaseBackend

from portal.accounts.models import User
from portal.agencies.models import Post, Role
from portal.agencies.models.post import HANDLING

WATCH = frozenset({"dossiers.view_dossier", "portal.order_job"})
KEPT_UP = {
    "procedures": (
        "decision",
        "decisionline",
        "synonym",
        "guide",
        "guidestep",
        "lifeevent",
        "lifeevententry",
        "plan",
        "planentry",
        "trainingmaterial",
        "trainingsession",
        "trainingregistration",
    ),
    "calendar": ("workday", "workinghours"),
    "dossiers": ("cannedanswer", "neededassurance", "returncharge", "resulttemplate"),
}
"""What catalogue administrators add, change and delete."""

WORDING = frozenset({"notices.view_noticetemplate", "notices.change_noticetemplate"})
CATALOGUE = WORDING | (
    frozenset(
        f"procedures.{verb}_{model}"
        for verb in ("view", "add", "change")
        for model in ("field", "procedure", "edition", "case", "component", "fee", "timelimit", "askedquery")
    )
    | {
        "portal.view_job",
        *(f"procedures.view_{place}" for place in ("exchange", "standing", "comparison", "refreshrun")),
    }
    | {
        f"{app}.{verb}_{model}"
        for app, models in KEPT_UP.items()
        for verb in ("view", "add", "change", "delete")
        for model in models
    }
)
CANNED = frozenset(f"dossiers.{verb}_cannedanswer" for verb in ("view", "add", "change", "delete"))
"""Leaders keep those of their own agencies."""

LINK = frozenset(f"dossiers.{verb}_nationalmessage" for verb in ("view", "change")) | {
    "portal.order_job",
    "national.view_exchange",
}
"""The watch over the national link, for the whole province."""

ADMINISTER = (
    WORDING
    | LINK
    | {f"agencies.{verb}_reorganisation" for verb in ("view", "add", "change")}
    | {"portal.order_job", "notices.view_delivery", "notices.change_delivery", "portal.view_auditline"}
    | {"dossiers.view_reconciliation", "dossiers.view_olddossier"}
    | {
        f"{app}.{verb}_{model}"
        for app, model in (("accounts", "user"), ("agencies", "agency"), ("agencies", "post"))
        for verb in ("view", "add", "change")
    }
)
MONEY = frozenset({"payments.view_till"})
"""Tills of one's agency: who took cash closes their own, another cashier or a leader confirms."""

STATEMENTS = frozenset({"payments.view_statement"})
"""Statements of providers; who of the cashiers sees them says ``payments.models.statements``."""

REPORTS = frozenset({"reports.view_report"})
"""Leaders see the figures of their agency and below, administrators all of them (``reports.reach``)."""

REVENUE = frozenset({"reports.view_revenue"})
"""What came in, by agency, day and way of paying (``reports.reach``)."""

PETITIONS = frozenset({"feedback.view_petition"})
"""Petitions: the office that receives them all, every other agency its own (``feedback.models.petitions``)."""

ENQUIRIES = frozenset({"feedback.view_enquiry"})
"""Questions of citizens, as petitions."""

RIGHTS: dict[str, frozenset[str]] = {
    Role.CLERK: WATCH | MONEY | PETITIONS | ENQUIRIES,
    Role.OFFICER: WATCH | MONEY | PETITIONS | ENQUIRIES,
    Role.LEADER: WATCH | CANNED | REPORTS | REVENUE | MONEY | PETITIONS | ENQUIRIES,
    Role.CASHIER: WATCH | MONEY | STATEMENTS | REVENUE,
    Role.CATALOGUE: CATALOGUE,
    Role.ADMIN: ADMINISTER | REPORTS | REVENUE,
    Role.LINK: LINK,
}
TABLET = frozenset({"feedback.view_kioskturn"})
JUDGED = frozenset({"feedback.view_remark"})
SCORED = frozenset({"feedback.view_scoresheet"})
"""Officers see their own score, leaders those of their officers (``feedback.models.scores``)."""

QUESTIONNAIRES = frozenset({"feedback.view_questionnaire"})
"""Who keeps the catalogue keeps surveys and contests, and so does the office that receives petitions."""

POSTINGS = frozenset({"feedback.view_postingcheck"})
"""Whether procedures are posted at the counter is looked at by who keeps the catalogue; leaders read of their own."""

RIGHTS[Role.CATALOGUE] |= QUESTIONNAIRES | POSTINGS | {"feedback.add_postingcheck"}
RIGHTS[Role.CLERK] |= TABLET | SCORED
RIGHTS[Role.OFFICER] |= SCORED
RIGHTS[Role.LEADER] |= TABLET | JUDGED | SCORED | POSTINGS
ENTER = "desk.enter"


def _at_reception(role: str, key: str | None) -> frozenset[str]:
    return QUESTIONNAIRES if key == settings.PETITION_RECEPTION and role in HANDLING else frozenset()


class PostBackend(BaseBackend):
    def get_all_permissions(self, user_obj: User, obj: object = None) -> set[str]:  # type: ignore[override]
        """The rights of all current posts together, asked of the database once per request (the user object lives
        that long)."""
        if not user_obj.is_active or user_obj.pk is None or obj is not None:
            return set()
        if not hasattr(user_obj, "_post_rights"):
            held = set(Post.objects.current().filter(user=user_obj).values_list("role", "agency__key"))
            rights = {right for role, key in held for right in (*RIGHTS[role], *_at_reception(role, key))}
            user_obj._post_rights = rights | ({ENTER} if held else set())  # type: ignore[attr-defined]
        return set(user_obj._post_rights)  # type: ignore[attr-defined]

    def has_perm(self, user_obj: User, perm: str, obj: object = None) -> bool:  # type: ignore[override]
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: User, app_label: str) -> bool:
        return any(right.startswith(f"{app_label}.") for right in self.get_all_permissions(user_obj))
