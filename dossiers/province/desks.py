"""What the demonstration's officials keep beside their dossiers: labels, notes for themselves, lists under a name."""

from random import Random

from dossiers.desk import marks
from dossiers.desk.models import Label, PrivateNote, SavedList
from dossiers.models import Dossier
from dossiers.province.data import told, words
from portal.accounts.models import User

ROLES = ("clerk", "officer", "leader", "outsider", "cashier")
EACH = 4


def furnish() -> None:
    """Safe to repeat."""
    for user in User.objects.filter(username__in=[f"demo-{role}" for role in ROLES]):
        for agency in user.posts.current().handling().agencies():
            _mark(user, agency.pk)
        for name, query in told()["lists"]:
            SavedList.objects.get_or_create(by=user, name=name, defaults={"query": query})


def _mark(user: User, agency: int) -> None:
    chance = Random(f"{user.username}-{agency}")  # noqa: S311
    reached = Dossier.objects.reached_by(user).at_desk().filter(involvements__agency=agency).order_by("pk").distinct()
    dossiers = list(reached[: EACH * len(told()["labels"])])
    for place, (name, tone) in enumerate(told()["labels"]):
        label, _is_new = Label.objects.get_or_create(agency_id=agency, name=name, defaults={"tone": tone})
        for dossier in dossiers[place * EACH : (place + 1) * EACH]:
            marks.attach(label, dossier, user)
    for dossier in dossiers[:3]:
        if not PrivateNote.objects.filter(by=user, dossier=dossier).exists():
            PrivateNote.objects.create(by=user, dossier=dossier, text=words("note", chance))
