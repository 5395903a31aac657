"""Ratings under a burst: how many are taken each second through all of Django, with their words, against psycopg2
inserting the same two rows."""

import json
import uuid
from io import BytesIO
from itertools import count
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils import timezone

from dossiers.models import Dossier, Status
from dossiers.rating_link import Stage, path_of
from feedback.models import Rating, Remark
from portal.calendar import seed as calendar
from tests.bench.measure import Result, in_turns
from tests.bench.submission import raw_connection
from tests.factories import AgencyFactory, DraftFactory, ProcedureFactory

AIM = 0.25
ROUNDS = 200
SAID = {"overall": "1", "attitude": "not", "time": "late", "contacts": "more", "words": "Phải chờ ba buổi sáng."}
RATING = """INSERT INTO feedback_rating
    (uuid, dossier_id, stage, slip, answers, score, procedure_id, agency_id, "on", at_kiosk)
    VALUES (%(uuid)s, %(dossier)s, 'result', '2018', %(answers)s, 1, %(procedure)s, %(agency)s, current_date, false)"""
REMARK = """INSERT INTO feedback_remark (uuid, key, agency_id, stage, score, words, costs, "on", due_at, answer)
    VALUES (%(uuid)s, %(key)s, %(agency)s, 'result', 1, %(words)s, '', current_date, now(), '')"""


class Counter:
    """Dossiers handed over, each with its link, and the door raters come in by."""

    def __init__(self) -> None:
        calendar.seed()
        self.edition = ProcedureFactory().current
        self.agency = AgencyFactory()
        self.unit = AgencyFactory(kind="one_stop", parent=self.agency)
        self.numbers = count(1)
        self.door = WSGIHandler()
        self.raw = raw_connection()

    def handed_over(self) -> Dossier:
        number, now = next(self.numbers), timezone.now()
        dossier: Dossier = DraftFactory(
            edition=self.edition, agency=self.agency, received_by=self.unit, status=Status.HANDED_OVER,
            code=f"000.00.00.H02-201130-{number:05d}", provisional_number=f"TN-{number:05d}", submitted_at=now,
            received_at=now, finished_at=now, handed_over_at=now,
        )  # fmt: skip
        return dossier

    def rate(self, dossier: Dossier) -> int:
        """The status that the portal answers, through all of Django."""
        body = urlencode(SAID).encode()
        address = path_of(dossier, Stage.RESULT)
        form = RequestFactory().post(address, body, content_type="application/x-www-form-urlencoded")
        environ = form.environ | {"wsgi.input": BytesIO(body), "HTTP_HOST": "127.0.0.1"}
        request = self.door.request_class(environ)
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        response = self.door.get_response(request)
        response.close()
        return response.status_code

    def rate_raw(self, dossier: Dossier) -> None:
        facts = {
            "uuid": str(uuid.uuid4()), "key": uuid.uuid4().hex * 2, "dossier": dossier.pk, "agency": self.agency.pk,
            "procedure": self.edition.procedure_id, "words": SAID["words"], "answers": json.dumps(SAID),
        }  # fmt: skip
        with self.raw, self.raw.cursor() as cursor:
            cursor.execute(RATING, facts)
            cursor.execute(REMARK, facts)


def run() -> list[Result]:
    counter = Counter()
    try:
        ready = [counter.handed_over() for _ in range(2 * (ROUNDS + 1))]
        told = list(ready)

        def ours() -> None:
            assert counter.rate(told.pop()) == 302

        one, raw = in_turns(ours, lambda: counter.rate_raw(told.pop()), ROUNDS)
        assert (Rating.objects.count(), Remark.objects.count()) == (len(ready), len(ready))
        return [Result("rating", 1000 / one, 1000 / raw, "ratings/s", "higher", AIM)]
    finally:
        counter.raw.close()
