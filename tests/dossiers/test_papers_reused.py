"""A paper handed in before can be handed in again: as a copy with the same hash that says where it comes from."""

import pytest
from django.urls import reverse

from dossiers import drafts, paper_reuse, papers, workflow
from dossiers.act import Act
from portal.files.storage import path_of
from tests.dossiers.pages import page_of
from tests.dossiers.photographed import act, paper, photo
from tests.factories import ComponentFactory

pytestmark = pytest.mark.django_db
NAME = "Giấy chứng nhận quyền sử dụng đất"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def component(procedure):
    return ComponentFactory(edition=procedure.current, name=NAME)


@pytest.fixture
def old(draft, component, citizen):
    """The file of a dossier handed in."""
    file = papers.add(draft, component, paper(photo(1).read()))
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    return file


@pytest.fixture
def anew(old, procedure, commune, citizen):
    return drafts.begin(citizen, drafts.Place(procedure.current.cases.get(), commune, "self"))


def test_it_is_offered_with_the_dossier_it_comes_from(window, anew, old):
    page = page_of(window, reverse("dossier_papers", args=[anew.uuid]))
    assert 'value="reuse"' in page
    assert old.dossier.public_code in page


def test_taken_it_is_a_copy_with_the_same_hash_and_its_origin(window, anew, component, old):
    assert act(window, anew, component, action="reuse").status_code == 302
    copy = papers.given(anew).get()
    assert (copy.stored.sha256, copy.copied_from) == (old.stored.sha256, old)
    assert copy.stored_id != old.stored_id


def test_taken_twice_it_is_there_once(anew, component):
    paper_reuse.take(anew, component)
    paper_reuse.take(anew, component)
    assert papers.given(anew).count() == 1


def test_removing_the_copy_leaves_the_first_alone(anew, component, old):
    paper_reuse.take(anew, component)
    papers.remove(anew, papers.given(anew).get())
    old.refresh_from_db()
    assert old.removed_at is None


def test_a_file_that_is_gone_is_said(window, anew, component, old):
    path_of(old.stored.uuid).unlink()
    page = act(window, anew, component, action="reuse").content.decode()
    assert "Không dùng lại được tệp cũ" in page
    assert not papers.given(anew).exists()


def test_a_filled_in_form_is_not_offered(anew, component):
    component.form_name = "Mẫu số 01"
    assert paper_reuse.offered(anew, [component]) == {}


def test_somebody_elses_paper_is_not_offered(old, procedure, commune, other_citizen, component):
    theirs = drafts.begin(other_citizen, drafts.Place(procedure.current.cases.get(), commune, "self"))
    assert paper_reuse.offered(theirs, [component]) == {}


def test_an_infected_one_is_not_offered(anew, component, old):
    old.stored.scan = "infected"
    old.stored.save()
    assert paper_reuse.offered(anew, [component]) == {}
