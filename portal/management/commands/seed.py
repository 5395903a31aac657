"""``manage.py seed``: fill an empty portal: calendar, agencies, the national catalogue, and under DEMO its people.

Safe to repeat and to be killed: every part brings its rows to the wanted state and touches nothing else.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dossiers import demo as drafts
from dossiers import notices
from dossiers.composed import demo as templates
from dossiers.province import ordering as province
from dossiers.results import demo as results_demo
from dossiers.results import seed as charges
from dossiers.thread import canned
from feedback.enquiries import demo as answers
from feedback.enquiries import telling as enquiries
from feedback.petitions import demo as petitioned
from feedback.petitions import telling as petitions
from feedback.questionnaires import demo as questionnaires
from feedback.ratings import asking as ratings
from feedback.ratings import demo as judged
from payments import telling
from portal.agencies import demo as people
from portal.agencies import seed as agencies
from portal.calendar import seed as calendar
from portal.national.client import NationalError
from procedures import browse, catalogue, decisions_seed, guides_seed, plan_seed, synonyms
from procedures import seed as fields


def parts() -> Iterator[tuple[str, Callable[[], object]]]:
    yield "calendar 2019-2027", calendar.seed
    yield "agencies", agencies.seed
    yield "fields and their departments", fields.seed
    yield "everyday words of searching", synonyms.seed
    yield "wording of notices", notices.seed
    yield "wording of notices about money", telling.seed
    yield "wording of notices about petitions", petitions.seed
    yield "wording of notices about questions", enquiries.seed
    yield "wording of notices about ratings", ratings.seed
    yield "charges of return by post", charges.seed
    if settings.DEMO:
        yield "people of the demonstration", people.seed_demo
        yield "canned answers of the demonstration", canned.seed
    yield "catalogue of procedures from the national portal", catalogue.refresh_from_nation
    yield "life events", browse.seed
    yield "guides", guides_seed.seed
    if settings.DEMO:
        yield "integration plan of the demonstration", plan_seed.seed
        yield "decision of the demonstration", decisions_seed.seed
        yield "templates of results of the demonstration", templates.seed
        yield "results of the demonstration", results_demo.seed_demo
        yield "drafts of the demonstration", drafts.seed
        yield "a living province", province.seed
        yield "answered questions of the demonstration", answers.seed
        yield "petitions of the demonstration", petitioned.seed
        yield "ratings of the province", judged.seed
        yield "surveys and contests of the demonstration", questionnaires.seed


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        for name, fill in parts():
            self.stdout.write(f"{name} …")
            self.stdout.flush()
            try:
                outcome = fill()
            except (catalogue.AlreadyRunning, NationalError) as error:
                raise CommandError(f"{name}: {type(error).__name__} {error}") from error
            self.stdout.write(f"{name}: {outcome}" if outcome else f"{name}: done")
        self.stdout.write("seeded: everything is there")
