"""What a person decides about a difference, and how long it holds."""

import pytest

from procedures import drafting, publishing, takeover
from procedures.catalogue import refresh
from procedures.models import Difference, Edition, Exemption, Fee, Procedure, Responsibility
from tests.procedures.comparison.nations import compared, found, only
from tests.procedures.nation import clean

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("nation")]
CODE = "1.001193"


@pytest.fixture
def renamed(nation, catalogue, national):
    """The nation has renamed one of the three."""
    national.change_procedures({CODE: {"TENTTHC": "Tên mới"}})


@pytest.fixture
def difference(nation, renamed) -> Difference:
    return only(compared(nation))


def in_force(code=CODE) -> Edition:
    return Procedure.objects.select_related("current").get(code=code).current


def ours_added(code=CODE) -> None:
    """An edition in force with what only the province says."""
    draft = drafting.draft_from(in_force(code))
    draft.components.update(note="Có mẫu tại bộ phận một cửa", condition={"question": "x", "is": "y"})
    fee = draft.fees.get()
    Fee.objects.filter(pk=fee.pk).update(name="Lệ phí hộ tịch", legal_basis="Nghị quyết 07/2020/NQ-HĐND")
    Exemption.objects.create(edition=draft, fee=fee, group="ho-ngheo", name="Hộ nghèo", ground="Nghị quyết 07/2020")
    Responsibility.objects.create(edition=draft, part="deciding", level=3)
    Edition.objects.filter(pk=draft.pk).update(online_level=4, sets=2, pays_online=True, form={"steps": [], "own": 1})
    publishing.publish_first(Edition.objects.get(pk=draft.pk), ground="test")


def test_taken_over_it_is_a_draft_with_the_nations_words(difference, catalogue_admin):
    draft = takeover.take_over(difference, by=catalogue_admin)
    difference.refresh_from_db()
    assert (draft.name, draft.state, in_force().name) == ("Tên mới", "draft", "Đăng ký khai sinh")
    assert (difference.decision, difference.draft, difference.decided_by) == ("taken", draft, catalogue_admin)


def test_the_draft_carries_the_provincial_part(nation, catalogue, national, catalogue_admin):
    ours_added()
    national.change_procedures({CODE: {"TENTTHC": "Tên mới"}})
    draft = takeover.take_over(only(compared(nation)), by=catalogue_admin)
    assert (draft.online_level, draft.sets, draft.pays_online, draft.form) == (4, 2, True, {"steps": [], "own": 1})
    assert draft.components.get().note == "Có mẫu tại bộ phận một cửa"
    assert draft.fees.get().name == "Lệ phí hộ tịch"
    assert draft.exemptions.get().fee == draft.fees.get()
    assert draft.responsibilities.get().part == "deciding"


def test_where_the_nation_charges_otherwise_the_worked_out_fee_does_not_go_on(
    nation, catalogue, national, catalogue_admin
):
    ours_added()
    ways = clean()["CACHTHUCTHUCHIEN"]
    ways[0]["THOIGIAN"][0]["PHILEPHI"][0]["SOTIEN"] = "9000"
    national.change_procedures({CODE: {"CACHTHUCTHUCHIEN": ways}})
    draft = takeover.take_over(only(compared(nation)), by=catalogue_admin)
    assert (draft.fees.get().amount, draft.fees.get().name, draft.exemptions.count()) == (9000, "", 0)


def test_a_refresh_leaves_the_draft_alone(difference, nation, national, catalogue_admin):
    draft = takeover.take_over(difference, by=catalogue_admin)
    national.change_procedures({CODE: {"TENTTHC": "Tên mới hơn"}})
    refresh(nation)
    assert Edition.objects.get(pk=draft.pk).name == "Tên mới"


def test_the_draft_of_a_refresh_becomes_the_persons_own(difference, nation, catalogue_admin):
    refresh(nation)
    made = Edition.objects.get(state="draft")
    assert takeover.take_over(difference, by=catalogue_admin) == made
    assert not drafting.untouched_drafts(made.procedure).exists()


def test_once_published_the_next_comparison_finds_nothing(difference, nation, catalogue_admin):
    draft = takeover.take_over(difference, by=catalogue_admin)
    publishing.publish_first(draft, ground="test")
    assert found(compared(nation)) == {}


def test_a_procedure_missing_here_is_begun_with_the_draft(nation, catalogue, national, catalogue_admin):
    national.change_procedures({"2.000815": clean(MATTHC="2.000815.000.00.00.H02", TENTTHC="Chứng thực")})
    draft = takeover.take_over(only(compared(nation)), by=catalogue_admin)
    assert (draft.procedure.code, draft.procedure.code_suffix, draft.procedure.current) == (
        "2.000815",
        "000.00.00.H02",
        None,
    )


def test_what_is_missing_there_cannot_be_taken_over(nation, catalogue, national, catalogue_admin):
    national.change_procedures({CODE: None})
    with pytest.raises(takeover.NothingToTake):
        takeover.take_over(only(compared(nation)), by=catalogue_admin)


def test_what_is_kept_stays_decided_in_later_runs(difference, nation, catalogue_admin):
    takeover.keep_ours(difference, by=catalogue_admin, ground="Quyết định 12")
    later = only(compared(nation))
    assert (later.decision, later.ground, later.decided_by) == ("kept", "Quyết định 12", catalogue_admin)


def test_until_the_nation_changes_its_record(difference, nation, national, catalogue_admin):
    takeover.keep_ours(difference, by=catalogue_admin, ground="Quyết định 12")
    national.change_procedures({CODE: {"TENTTHC": "Tên khác nữa"}})
    assert only(compared(nation)).decision == ""


def test_a_draft_thrown_away_leaves_it_to_be_decided_again(difference, nation, catalogue_admin):
    drafting.discard(takeover.take_over(difference, by=catalogue_admin))
    difference.refresh_from_db()
    assert not difference.is_decided
    assert [only(compared(nation)).is_decided, Difference.objects.undecided().count()] == [False, 2]


def test_what_was_kept_may_be_decided_again(difference, catalogue_admin):
    takeover.keep_ours(difference, by=catalogue_admin, ground="Quyết định 12")
    takeover.reopen(difference)
    difference.refresh_from_db()
    assert (difference.is_decided, difference.ground) == (False, "")
