"""``manage.py backfill <file> --source <name>``: take over old dossiers (docs/backfill.md) and tell the nation of
them."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from dossiers.backfill import progress, work
from dossiers.backfill.reading import MEDIA, form_of
from portal import jobs
from portal.files.storage import store
from portal.jobs import Job


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="the older system's name; a code is taken once of each")
        parser.add_argument("--background", action="store_true", help="order it and leave the work to the workers")

    def handle(self, *args: Any, file: Path, source: str, background: bool = False, **options: Any) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"the file cannot be read: {error}") from error
        form = form_of(content[:64])
        stored = store(SimpleUploadedFile(f"ho-so-cu.{form}", content, MEDIA[form]), by=None)
        job = Job.objects.create(kind=work.BACKFILL, source=stored, parameters={"system": source})
        self.stdout.write(f"job {job.uuid}")
        if not background:
            self._work(job)

    def _work(self, job: Job) -> None:
        """Until it ends or somebody pauses it; workers may help."""
        while job.state in (Job.State.WAITING, Job.State.RUNNING):
            if jobs.run(work.KINDS, job.pk) is None:
                time.sleep(1)
            job.refresh_from_db()
            self.stdout.write(_line(job))
        if job.state == Job.State.FAILED:
            raise CommandError(job.said % job.values)


def _line(job: Job) -> str:
    at = progress.of(job)
    return (
        f"{job.state}: {at.read} read, {at.created} taken over, {at.known} there already, {at.refused} refused, "
        f"{at.owed} owed, {at.sent} sent, {at.per_minute or '–'} a minute, left {at.left or '–'}"
    )
