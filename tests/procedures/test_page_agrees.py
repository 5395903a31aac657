"""Filed at the same instant, a real dossier has the day and the fee that its procedure's page has promised."""

import re

import pytest
import time_machine
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from procedures import fees
from procedures.models import Fee, TimeLimit
from tests.portal.calendar.week import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rewritable")]
INSTANTS = ["30/11/2020 09:10", "30/11/2020 15:20", "04/12/2020 16:50", "05/12/2020 11:00", "31/12/2020 23:00"]
UNITS = [unit for unit in TimeLimit.Unit if unit != TimeLimit.Unit.UNKNOWN]


def first_line(client, draft) -> str:
    page = client.get(f"/thu-tuc/{draft.edition.procedure.code}/").content.decode()
    line = page.split('class="glance__line"')[1].split("</p>")[0]
    return " ".join(re.sub("<[^>]*>", "", line).split())


@pytest.mark.parametrize("instant", INSTANTS)
@pytest.mark.parametrize("of", UNITS)
def test_the_day_is_the_same(of, instant, client, draft, clerk):
    """Received as late as the law allows; received earlier it is due earlier."""
    draft.edition.time_limits.update(unit=of, value=3, after_three=True)
    with time_machine.travel(at(instant), tick=False):
        promised = first_line(client, draft)
        workflow.perform(workflow.SUBMIT, draft, Act(draft.submitter))
    workflow.perform(workflow.RECEIVE, draft, Act(clerk, at=draft.reception_due_at))
    due = timezone.localtime(draft.due_at)
    assert re.search(rf"hẹn trả {due:%H:%M} \w+ \w+ {due:%d/%m}", promised)


def test_the_fee_is_the_same(client, draft):
    Fee.objects.create(edition=draft.edition, channel=draft.channel, number=1, name="Lệ phí", amount=8000)
    said = {name: entry["value"] for name, entry in draft.answers.items()}
    charged = fees.lines(
        draft.edition.fees.all(), case=draft.case, channel=draft.channel, answers=said, on=timezone.localdate()
    )
    assert fees.total(charged) == 8000
    assert "8.000 đ" in first_line(client, draft)
