"""A small province in a real database: one procedure, a few agencies, officials, and dossiers ready to be received."""

import random
from datetime import date, time

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from portal.accounts.models import User
from portal.agencies.models import Agency, Level, Post, Role
from portal.calendar.models import WorkDay, WorkingHours
from portal.files.models import StoredFile
from procedures import publishing
from procedures.models import Case, Edition, Field, Procedure, TimeLimit

OPENED = date(2020, 1, 1)


class Province:
    def __init__(self, agencies: int = 4) -> None:
        for weekday in range(5):
            for starts, ends in ((time(7, 30), time(11, 30)), (time(13, 30), time(17))):
                WorkingHours.objects.get_or_create(
                    weekday=weekday, starts_at=starts, defaults={"ends_at": ends, "valid_from": date(2019, 1, 1)}
                )
        for year in range(2020, date.today().year + 3):
            WorkDay.objects.get_or_create(date=date(year, 1, 1), defaults={"kind": "holiday", "name": "Tết Dương lịch"})
        self.citizen = User.objects.create_user("chaos-citizen", full_name="Người Nộp")
        self.leaders: list[User] = []
        self.desks = [self._agency(number) for number in range(1, agencies + 1)]
        field = Field.objects.create(code="G15-TP07", name="Hộ tịch")
        procedure = Procedure.objects.create(code="1.001193")
        self.edition = Edition.objects.create(
            procedure=procedure,
            number=1,
            name="Đăng ký khai sinh",
            field=field,
            levels=[3],
            name_plain="dang ky khai sinh",
        )
        self.case = Case.objects.create(edition=self.edition, number=1)
        TimeLimit.objects.create(edition=self.edition, channel="2", number=1, value=3, unit=TimeLimit.Unit.WORKING_DAYS)
        publishing.publish_first(self.edition, ground="test")

    def _agency(self, number: int) -> tuple[Agency, Agency, User, User]:
        code = {"code_2016": f"000.{number:02d}.22.H02", "code_2020": f"H02.22.{number:02d}"}
        agency = Agency.objects.create(
            key=f"xa-{number}",
            name=f"UBND xã {number}",
            short_name=f"Xã {number}",
            kind="commune",
            level=Level.COMMUNE,
            **code,
        )
        unit_code = {"code_2016": f"001.{number:02d}.22.H02", "code_2020": f"H02.22.{number:02d}.01"}
        unit = Agency.objects.create(
            key=f"mc-{number}", name=f"Một cửa xã {number}", short_name="Một cửa", kind="one_stop", level=Level.COMMUNE,
            parent=agency, **unit_code,
        )  # fmt: skip
        clerk = User.objects.create_user(f"chaos-clerk-{number}", full_name=f"Cán bộ {number}")
        officer = User.objects.create_user(f"chaos-officer-{number}", full_name=f"Công chức {number}")
        Post.objects.create(user=clerk, agency=unit, role=Role.CLERK, since=OPENED)
        Post.objects.create(user=officer, agency=agency, role=Role.OFFICER, since=OPENED)
        self.leaders.append(User.objects.create_user(f"chaos-leader-{number}", full_name=f"Lãnh đạo {number}"))
        Post.objects.create(user=self.leaders[-1], agency=agency, role=Role.LEADER, since=OPENED)
        return agency, unit, clerk, officer

    def submitted(self, desk: int) -> Dossier:
        """A dossier just handed in at ``desk``."""
        agency, unit, _, _ = self.desks[desk]
        dossier = Dossier.objects.create(
            edition=self.edition, case=self.case, agency=agency, received_by=unit, submitter=self.citizen,
            owner={"kind": "citizen", "name": "Người Nộp", "phone": "0900000000", "email": ""},
        )  # fmt: skip
        workflow.perform(workflow.SUBMIT, dossier, Act(self.citizen))
        return dossier

    def change(self, dossier: Dossier, step: int) -> None:
        """The first to fourth change after submission."""
        _, _, clerk, officer = self.desks[[agency.pk for agency, *_ in self.desks].index(dossier.agency_id)]
        hand_over = (workflow.HAND_OVER, clerk)
        steps = ((workflow.RECEIVE, clerk), (workflow.FORWARD, clerk), (workflow.FINISH, officer), hand_over)
        action, by = steps[step]
        values = {}
        if action is workflow.FINISH:
            stored = StoredFile.objects.create(
                name="ket-qua.pdf", media_type="application/pdf", size=1, sha256="0" * 64
            )
            values = {"result_number": f"{dossier.pk}/KS", "result_file": stored}
        workflow.perform(action, dossier, Act(by, values=values))


def interleaved(count: int, steps: int, rng: random.Random) -> list[tuple[int, int]]:
    """(dossier, step) for all of them, shuffled, each dossier's steps in order."""
    turns = [dossier for dossier in range(count) for _ in range(steps)]
    rng.shuffle(turns)
    seen = dict.fromkeys(range(count), -1)
    plan = []
    for dossier in turns:
        seen[dossier] += 1
        plan.append((dossier, seen[dossier]))
    return plan
