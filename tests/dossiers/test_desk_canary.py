"""Words of a foreign agency's dossier appear in no list, figure, choice, search, neighbour or file."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.desk.columns import COLUMNS
from dossiers.desk.export import rows_of
from dossiers.desk.filters import Asked
from dossiers.desk.heaps import HEAPS
from dossiers.desk.keyset import counted
from dossiers.desk.models import Export, Label, LabelMark, SavedList
from dossiers.desk.seat import Seat
from dossiers.desk.tables import write_table
from dossiers.models import Dossier
from portal.agencies.models import Post
from tests.dossiers.desk import LIST, PAGE
from tests.factories import AgencyFactory, DraftFactory, FieldFactory, PostFactory, ProcedureFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
CANARY = "Chimhoangyen"


@pytest.fixture
def foreign(citizen, calendar):
    """Of another agency, the word in everything it holds: received, with a label and a list of theirs."""
    agency = AgencyFactory(name=f"Sở {CANARY}", short_name=CANARY)
    unit = AgencyFactory(name=f"Một cửa {CANARY}", kind="one_stop", parent=agency)
    clerk = PostFactory(agency=unit).user
    procedure = ProcedureFactory(current__name=f"Thủ tục {CANARY}", current__field=FieldFactory(code="C", name=CANARY))
    dossier = DraftFactory(
        edition=procedure.current, agency=agency, received_by=unit, submitter=citizen, summary=CANARY,
        owner={"name": CANARY, "id_number": "024190999999", "phone": "0912999999"},
    )  # fmt: skip
    workflow.perform(workflow.SUBMIT, dossier, Act(citizen))
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    label = Label.objects.create(agency=unit, name=CANARY)
    LabelMark.objects.create(label=label, dossier=dossier, by=clerk)
    SavedList.objects.create(by=clerk, agency=unit, name=CANARY, query="")
    return dossier


def asked_for(dossier) -> list[dict[str, str]]:
    """Every heap, every filter that fits the foreign dossier, and all words it is found by."""
    filters = {
        "thu_tuc": dossier.edition.procedure_id, "linh_vuc": dossier.edition.field_id, "co_quan": dossier.agency_id,
        "trang_thai": 2, "kenh": dossier.channel, "nhan": Label.objects.get(name=CANARY).pk,
    }  # fmt: skip
    words = [
        CANARY,
        dossier.code,
        dossier.provisional_number,
        "024190999999",
        "0912999999",
        f"@{dossier.received_by_id}",
    ]
    return (
        [{"viec": name, "loc": "1"} for name in HEAPS]
        + [{name: str(key)} for name, key in filters.items()]
        + [{"q": w} for w in words]
    )


def without_question(page: str, asked: dict[str, str]) -> str:
    """What was typed is shown again, and is no secret."""
    return page.replace(asked.get("q", "-"), "")


def test_no_list_figure_choice_or_search_shows_it(dossier, foreign, clerk):
    window = enter(clerk)
    for asked in asked_for(foreign):
        page = window.get(reverse(LIST), asked).content.decode()
        assert CANARY not in without_question(page, asked), asked
        assert str(foreign.uuid) not in page and foreign.code not in without_question(page, asked)


@pytest.mark.parametrize(
    "place",
    ["admin:index", "admin:dossiers_dossier_saved", "admin:dossiers_dossier_labels", "admin:dossiers_dossier_export"],
)
def test_no_other_page_of_the_desk_shows_it(dossier, foreign, clerk, place):
    assert CANARY not in enter(clerk).get(reverse(place)).content.decode()


def test_searching_finds_it_for_its_own_unit(foreign):
    window = enter(Post.objects.get(agency=foreign.received_by).user)
    for text in (CANARY, foreign.code, "024190999999", "0912999999"):
        assert str(foreign.uuid) in window.get(reverse(LIST), {"q": text}).content.decode()


def test_no_figure_counts_it(foreign, clerk):
    for asked in asked_for(foreign):
        query = QueryDict(urlencode(asked))
        found = counted([Asked(query, Seat(clerk)).listing])
        known = ["thu_tuc", "linh_vuc", "co_quan", "nhan"]
        assert found == [0] or set(asked) & set(known), asked


def test_it_is_nobodys_neighbour(dossier, foreign, clerk):
    way = urlencode({"tu": "", "o": "0.0.0"})
    page = enter(clerk).get(f"{reverse(PAGE, args=[dossier.uuid])}?{way}").content.decode()
    assert str(foreign.uuid) not in page


def test_no_file_holds_it(dossier, foreign, clerk):
    out, seat = BytesIO(), Seat(clerk)
    export = Export(by=clerk, agencies=list(seat.agencies), query={})
    write_table(rows_of(export, seat, COLUMNS), COLUMNS, out)
    text = out.getvalue().decode("utf-8-sig")
    assert CANARY not in text and dossier.provisional_number in text


def test_a_post_that_ends_takes_all_away_with_the_next_request(dossier, clerk):
    window = enter(clerk)
    PostFactory(user=clerk, agency=AgencyFactory())
    assert str(dossier.uuid) in window.get(reverse(LIST)).content.decode()
    clerk.posts.filter(agency=dossier.received_by).delete()
    assert str(dossier.uuid) not in window.get(reverse(LIST)).content.decode()
    assert window.get(reverse(PAGE, args=[dossier.uuid])).status_code == 404
    PostFactory(user=clerk, agency=dossier.received_by)
    assert str(dossier.uuid) in window.get(reverse(LIST)).content.decode()
    assert Dossier.objects.reached_by(clerk).exists()
