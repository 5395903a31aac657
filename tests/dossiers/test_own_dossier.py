"""Nobody handles their own dossier, by whatever post they hold."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act, NotYours
from portal.agencies.models import Role
from tests.dossiers.pages import page_of
from tests.factories import PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def applicant_at_the_desk(dossier, citizen, unit):
    """The citizen who handed it in sits at its own counter."""
    PostFactory(user=citizen, agency=unit, role=Role.CLERK)


def test_no_act_of_the_desk_is_offered_to_the_applicant(dossier, citizen):
    assert not [action for action in workflow.available(dossier, citizen) if action.part]


def test_nor_done_when_it_is_asked_for_all_the_same(dossier, citizen):
    with pytest.raises(NotYours):
        workflow.perform(workflow.RECEIVE, dossier, Act(citizen))


def test_nor_to_the_owner_for_whom_somebody_else_filed(dossier, other_citizen, unit, citizen):
    PostFactory(user=other_citizen, agency=unit, role=Role.CLERK)
    dossier.owner_identity = other_citizen.identity
    dossier.save(update_fields=["owner_identity"])
    with pytest.raises(NotYours):
        workflow.perform(workflow.RECEIVE, dossier, Act(other_citizen))


def test_the_list_and_the_page_say_whose_it_is_and_why_there_are_no_acts(dossier, citizen, clerk):
    page = reverse("admin:dossiers_dossier_page", args=[dossier.uuid])
    for user, is_said in ((citizen, True), (clerk, False)):
        window = enter(user)
        assert ("hồ sơ của chính mình" in page_of(window, reverse("admin:dossiers_dossier_changelist"))) is is_said
        assert ("Đây là hồ sơ của chính bạn" in page_of(window, page)) is is_said


def test_a_colleague_handles_it(dossier, clerk):
    assert workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
