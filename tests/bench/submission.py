"""The last POST of a submission, through all of Django, against one psycopg2 transaction writing the same rows."""

import psycopg2
from django.db import connection
from django.urls import reverse

from dossiers.models import Dossier, DossierEvent, Involvement
from dossiers.notices import KINDS
from portal.accounts.models import User
from portal.calendar import seed as calendar
from portal.notices.wording import current
from tests.bench.door import Browser
from tests.bench.measure import Result, in_turns
from tests.dossiers.pages import hidden
from tests.factories import AgencyFactory, DraftFactory, IdentityFactory, ProcedureFactory

AIM = 6.0
ROUNDS = 80
ROWS = (
    """INSERT INTO portal_formtoken (token, user_id, request_hash, location, used_at)
       VALUES (%(token)s, %(user)s, repeat('0', 64), '/', now())""",
    """UPDATE dossiers_dossier SET status = 1, provisional_number = %(token)s, submitted_at = now(), last_event = 1
       WHERE id = %(draft)s""",
    """INSERT INTO dossiers_involvement (dossier_id, agency_id, part, since)
       VALUES (%(draft)s, %(unit)s, 'receiving', now())""",
    """INSERT INTO dossiers_dossierevent (dossier_id, number, action, status_before, status, at, by_id, by_name,
         by_title, role, note, values, hash)
       VALUES (%(draft)s, 1, 'submit', 0, 1, now(), %(user)s, 'a', '', 'applicant', '', '{}', repeat('0', 64))""",
    """INSERT INTO notices_notice (uuid, person_id, name, email, phone, template_id, values, link, once, created_at)
       VALUES (gen_random_uuid(), %(user)s, 'a', '', '0912345678', %(template)s, '{}', '/', %(token)s, now())
       RETURNING id""",
    """INSERT INTO notices_delivery (key, notice_id, channel, subject, created_at, next_attempt_at, attempts,
         last_error, ended, reference)
       VALUES (gen_random_uuid(), lastval(), 'sms', %(token)s, now(), now(), 0, '', '', '')""",
)
"""The rows of a submission: the used form token, the dossier, who is to receive it, the line of history, and what the
citizen is told."""


class Counter:
    """Drafts ready to be handed in, one a round for each side."""

    def __init__(self) -> None:
        calendar.seed()
        self.citizen: User = IdentityFactory().user
        self.agency = AgencyFactory()
        self.unit = AgencyFactory(kind="one_stop", parent=self.agency)
        self.edition = ProcedureFactory().current
        self.template = current(KINDS["dossier_submitted"])
        self.window = Browser(self.citizen)
        self.ready = [self._form(self._draft()) for _ in range(ROUNDS + 1)]
        self.drafts = [self._draft() for _ in range(ROUNDS + 1)]

    def _draft(self) -> Dossier:
        draft: Dossier = DraftFactory(
            edition=self.edition, agency=self.agency, received_by=self.unit, submitter=self.citizen
        )
        return draft

    def _form(self, draft: Dossier) -> tuple[str, dict[str, str]]:
        url = reverse("dossier_review", args=[draft.uuid])
        _status, page = self.window.get(url)
        values = {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "form_token", "version")}
        return url, {"declared": "on", "action": "submit", **values}

    def submit(self) -> None:
        url, values = self.ready.pop()
        assert self.window.post(url, values)[0] == 302

    def write(self, raw: "psycopg2.extensions.connection") -> None:
        draft = self.drafts.pop()
        facts = {"token": f"b{draft.pk}", "user": self.citizen.pk, "draft": draft.pk, "unit": self.unit.pk}
        facts["template"] = self.template.pk
        with raw, raw.cursor() as cursor:
            for statement in ROWS:
                cursor.execute(statement, facts)


def run() -> list[Result]:
    counter = Counter()
    raw = raw_connection()
    ours, baseline = in_turns(counter.submit, lambda: counter.write(raw), ROUNDS)
    assert DossierEvent.objects.count() == Involvement.objects.count() == 2 * (ROUNDS + 1)
    raw.close()
    return [Result("submission", ours, baseline, "ms", "lower", AIM)]


def raw_connection() -> "psycopg2.extensions.connection":
    parameters = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in ("host", "port", "user", "dbname", "password")
    }
    return psycopg2.connect(**parameters)
