"""A supplement is handed in: the open items change, nothing else, and the dossier goes back to where it stood."""

import pytest

from dossiers import workflow
from dossiers.act import Act, EditedElsewhere, NotYours, WrongStatus
from dossiers.models import Attachment, Status
from dossiers.supplement.completing import NotWhole
from dossiers.supplement.models import SupplementItem
from dossiers.supplement.saving import Typed, save
from tests.dossiers.supplements import ask, ask_again, give_file, paper_key, put_in, put_in_row, send

pytestmark = pytest.mark.django_db
State = SupplementItem.State


@pytest.fixture
def dossier(asking):
    return asking


@pytest.fixture
def land(dossier):
    return paper_key(dossier, "Giấy chứng nhận quyền")


def states(dossier) -> list[str]:
    return [item.state for item in dossier.supplements.last().items.all()]


def test_before_acceptance_it_goes_back_to_reception(dossier, clerk, citizen):
    ask(dossier, clerk, "summary")
    put_in(dossier, citizen, summary="Xin xác nhận nhà ở")
    send(dossier, citizen)
    assert (dossier.status, dossier.code) == (Status.SUBMITTED, None)
    assert dossier.reception_due_at > dossier.supplements.get().completed_at


@pytest.mark.parametrize("steps", [1, 2])
def test_after_acceptance_it_goes_back_to_where_it_was(dossier, clerk, officer, citizen, steps):
    for action in (workflow.RECEIVE, workflow.FORWARD)[:steps]:
        workflow.perform(action, dossier, Act(clerk))
    before = dossier.status
    ask(dossier, clerk if steps == 1 else officer, "summary")
    put_in(dossier, citizen, summary="Xin xác nhận nhà ở")
    send(dossier, citizen)
    assert dossier.status == before


def test_the_new_answer_stands_in_the_dossier_and_its_summary(dossier, clerk, citizen):
    ask(dossier, clerk, "summary")
    put_in(dossier, citizen, summary="Xin xác nhận nhà ở")
    dossier.refresh_from_db()
    assert dossier.summary != "Xin xác nhận nhà ở"
    send(dossier, citizen)
    dossier.refresh_from_db()
    assert (dossier.answer("summary"), dossier.summary) == ("Xin xác nhận nhà ở", "Xin xác nhận nhà ở")


def test_a_row_is_changed_in_its_block_alone(dossier, clerk, citizen):
    ask(dossier, clerk, "children/r2")
    put_in_row(dossier, citizen, "children/r2", {"id": "r2", "child": "Bình", "born": "2018-03-04"})
    send(dossier, citizen)
    assert [row["born"] for row in dossier.answer("children")] == ["2015-01-02", "2018-03-04"]


def test_of_two_rows_of_one_id_only_the_judged_one_changes(dossier, clerk, citizen):
    twin = {"id": "r2", "child": "Kẻ trùng", "born": "2017-03-04"}
    dossier.answers["children"]["value"] = [*dossier.answers["children"]["value"], twin]
    dossier.save(update_fields=["answers"])
    ask(dossier, clerk, "children/r2")
    put_in_row(dossier, citizen, "children/r2", {"id": "r2", "child": "Bình", "born": "2018-03-04"})
    send(dossier, citizen)
    assert dossier.answer("children")[2] == twin


def test_what_is_computed_follows(dossier, clerk, citizen):
    ask(dossier, clerk, "area")
    put_in(dossier, citizen, area=70)
    send(dossier, citizen)
    assert dossier.answer("twice") == 140


def test_a_new_paper_takes_the_place_of_the_old_which_stays_visible(dossier, clerk, citizen, land):
    ask(dossier, clerk, land, reason="unreadable")
    give_file(dossier, citizen, land)
    send(dossier, citizen)
    kinds = {file.stored.name: file.kind for file in Attachment.objects.visible_to(clerk)}
    assert kinds == {"dat-cu.pdf": "replaced", "moi.pdf": "paper"}
    (item,) = dossier.supplements.get().items.all()
    assert item.before != item.after


def test_a_missing_part_stands_beside_what_was_given(dossier, clerk, citizen, land):
    ask(dossier, clerk, land, reason="missing")
    give_file(dossier, citizen, land)
    send(dossier, citizen)
    assert set(Attachment.objects.visible_to(clerk).values_list("kind", flat=True)) == {"paper"}


def test_an_item_neither_changed_nor_explained_holds_it_up(dossier, clerk, citizen, land):
    ask(dossier, clerk, "summary", land)
    put_in(dossier, citizen, summary="Xin xác nhận nhà ở")
    with pytest.raises(NotWhole):
        send(dossier, citizen)
    dossier.refresh_from_db()
    assert (dossier.status, dossier.answer("summary")) == (Status.SUPPLEMENT, "Xin xác nhận")


def test_an_explanation_does_instead_of_a_change(dossier, clerk, citizen, land):
    ask(dossier, clerk, "summary", land)
    put_in(dossier, citizen, {"summary": "Đúng rồi", land: "Bản gốc mờ từ trước"})
    send(dossier, citizen)
    assert states(dossier) == [State.KEPT, State.KEPT]
    assert [item.remark for item in dossier.supplements.get().items.all()] == ["Đúng rồi", "Bản gốc mờ từ trước"]


def test_what_a_new_answer_brings_up_is_asked_and_needed(dossier, clerk, citizen):
    ask(dossier, clerk, "married")
    put_in(dossier, citizen, married="yes")
    with pytest.raises(NotWhole):
        send(dossier, citizen)
    put_in(dossier, citizen, spouse="Nguyễn Văn Chồng")
    with pytest.raises(NotWhole):
        send(dossier, citizen)
    give_file(dossier, citizen, paper_key(dossier, "Giấy chứng nhận kết hôn"))
    send(dossier, citizen)
    assert dossier.answer("spouse") == "Nguyễn Văn Chồng"


def test_a_question_not_asked_any_more_needs_no_change(dossier, clerk, head, citizen):
    ask(dossier, clerk, "married")
    put_in(dossier, citizen, married="yes", spouse="A")
    give_file(dossier, citizen, paper_key(dossier, "Giấy chứng nhận kết hôn"))
    send(dossier, citizen)
    ask_again(dossier, clerk, head, "married", "spouse", ground="Phát hiện thêm")
    put_in(dossier, citizen, married="no")
    send(dossier, citizen)
    assert states(dossier) == [State.CHANGED, State.KEPT]


def test_an_older_window_overwrites_nothing(dossier, clerk, citizen):
    ask(dossier, clerk, "summary")
    save(dossier, citizen, Typed({"summary": "Cửa sổ một"}), 0)
    with pytest.raises(EditedElsewhere):
        save(dossier, citizen, Typed({"summary": "Cửa sổ hai"}), 0)
    assert dossier.supplements.get().answers == {"summary": "Cửa sổ một"}


def test_an_older_window_with_nothing_new_is_not_bothered(dossier, clerk, citizen):
    ask(dossier, clerk, "summary", "area")
    save(dossier, citizen, Typed({"summary": "Cửa sổ một"}), 0)
    save(dossier, citizen, Typed({"summary": "Cửa sổ một", "area": 50}), 0)
    assert dossier.supplements.get().version == 1


def test_nobody_else_puts_anything_in(dossier, clerk, other_citizen):
    ask(dossier, clerk, "summary")
    for user in (clerk, other_citizen):
        with pytest.raises(NotYours):
            save(dossier, user, Typed({"summary": "x"}), 0)


def test_once_sent_nothing_more_is_put_in(dossier, clerk, citizen):
    ask(dossier, clerk, "summary")
    put_in(dossier, citizen, summary="Xin xác nhận nhà ở")
    send(dossier, citizen)
    with pytest.raises(WrongStatus):
        save(dossier, citizen, Typed({"summary": "x"}), 1)
    with pytest.raises(WrongStatus):
        send(dossier, citizen)


def test_until_it_is_sent_the_officials_see_what_was_handed_in(dossier, clerk, citizen):
    ask(dossier, clerk, "summary")
    put_in(dossier, citizen, summary="Chưa gửi")
    dossier.refresh_from_db()
    assert dossier.answer("summary") == "Xin xác nhận"
