"""To a stranger every page of a dossier is one that does not exist."""

import uuid

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

PAGES = [
    ("dossier", []),
    ("dossier_place", []),
    ("dossier_step", [1]),
    ("dossier_papers", []),
    ("dossier_review", []),
    ("dossier_renewal", []),
    ("dossier_file", [uuid.uuid4()]),
    ("dossier_submission_receipt", []),
    ("dossier_receipt", []),
]
STRANGERS = ["other_citizen", "outsider", "catalogue_admin"]


@pytest.mark.parametrize(("name", "rest"), PAGES, ids=[name for name, _ in PAGES])
@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("stage", ["draft", "dossier"])
def test_a_stranger_finds_nothing(request, sign_in, stage, who, name, rest):
    of = request.getfixturevalue(stage)
    window = sign_in(request.getfixturevalue(who))
    there, absent = (window.get(reverse(name, args=[key, *rest])) for key in (of.uuid, uuid.uuid4()))
    assert there.status_code == absent.status_code == 404
    assert len(there.content) == len(absent.content)


@pytest.mark.parametrize(("name", "rest"), [page for page in PAGES if page[0] not in ("dossier_file",)])
def test_a_stranger_cannot_write_either(sign_in, other_citizen, draft, name, rest):
    answer = sign_in(other_citizen).post(reverse(name, args=[draft.uuid, *rest]), {"action": "withdraw"})
    assert answer.status_code in {404, 405}


@pytest.mark.parametrize("who", ["clerk", "officer", "leader"])
def test_a_draft_is_nobody_elses_yet(request, sign_in, draft, who):
    window = sign_in(request.getfixturevalue(who))
    assert window.get(reverse("dossier", args=[draft.uuid])).status_code == 404


def test_ones_list_holds_ones_own_alone(sign_in, citizen, other_citizen, dossier):
    assert dossier.provisional_number in sign_in(citizen).get(reverse("dossiers")).content.decode()
    assert dossier.provisional_number not in sign_in(other_citizen).get(reverse("dossiers")).content.decode()


def test_a_list_of_many_costs_no_more_queries(sign_in, citizen, draft, django_assert_max_num_queries):
    from tests.factories import DraftFactory

    for _ in range(15):
        DraftFactory(edition=draft.edition, agency=draft.agency, received_by=draft.received_by, submitter=citizen)
    window = sign_in(citizen)
    window.get(reverse("dossiers"))  # the first visit of a session also looks for what others have handed in for one
    with django_assert_max_num_queries(8):
        window.get(reverse("dossiers"))
