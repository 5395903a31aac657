"""A row behind every address of ratings and scores, for those who walk them all."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from dossiers.models import Dossier
from dossiers.rating_link import Stage as LinkStage
from dossiers.rating_link import token_of
from feedback.models import Remark, ScorePublication, ScoreSheet, Stage
from feedback.ratings import kiosk, remarks


def judged(dossier: Dossier) -> dict[str, Any]:
    """``dossier`` is received."""
    remark = Remark(agency=dossier.agency, stage=Stage.RESULT, score=1, words="Phải chờ lâu.", on=date(2020, 12, 1))
    remarks.keep("0" * 64, remark, is_task=True)
    publication = ScorePublication.objects.create(period="2020-Q3", published_at=timezone.now())
    made_of = {"points": 9, "dossiers": 5, "got_2": 4, "got_1": 1, "got_0": 0}
    ScoreSheet.objects.create(
        publication=publication, agency=dossier.agency, dossiers=5, total=Decimal("1.8"), reachable=2,
        grade="excellent", indicators=[{"number": 1, "value": "1.8", "made_of": made_of}],
    )  # fmt: skip
    return {
        "remark": remark.pk,
        "judged": {
            "uuid:turn": kiosk.open_turn(dossier).pk,
            "slug:token": token_of(dossier.pk, LinkStage.RECEPTION),
            "slug:period": "2020-Q3",
            "slug:agency": dossier.agency.key,
        },
    }
