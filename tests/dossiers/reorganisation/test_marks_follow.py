"""Labels and saved lists of an agency that ends go to the one that takes over, with all they say."""

import pytest

from dossiers.desk.models import Label, LabelMark, SavedList
from portal.agencies.models import Change
from tests.dossiers.reorganisation.merging import carried_out, prepared, successor

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(db):
    return successor()


def merge(commune, new) -> None:
    carried_out(prepared(Change.Kind.MERGE, commune, into=new.agency))


def labelled(agency, dossier, by, name: str = "Gấp") -> Label:
    label = Label.objects.create(agency=agency, name=name)
    LabelMark.objects.create(label=label, dossier=dossier, by=by)
    return label


def test_a_label_stays_on_its_dossiers_and_is_the_successors(dossier, commune, officer, new):
    label = labelled(commune, dossier, officer)
    merge(commune, new)
    label.refresh_from_db()
    assert label.agency == new.agency and label.marks.get().dossier == dossier


def test_two_labels_of_one_word_become_one_without_doubling_a_mark(dossier, commune, officer, new):
    old, theirs = labelled(commune, dossier, officer), labelled(new.agency, dossier, officer)
    kept = SavedList.objects.create(by=officer, name="Việc gấp", query=f"nhan={old.pk}")
    merge(commune, new)
    kept.refresh_from_db()
    assert list(Label.objects.values_list("pk", flat=True)) == [theirs.pk]
    assert (LabelMark.objects.count(), kept.query) == (1, f"nhan={theirs.pk}")


def test_a_shared_list_is_the_successors_and_asks_for_it(commune, officer, new):
    query = f"viec=qua-han&co_quan={commune.pk}"
    kept = SavedList.objects.create(by=officer, agency=commune, name="Quá hạn", query=query)
    merge(commune, new)
    kept.refresh_from_db()
    assert (kept.agency, kept.query) == (new.agency, f"viec=qua-han&co_quan={new.agency.pk}")


def test_lists_about_others_stay_as_they_are(commune, unit, officer, new):
    kept = SavedList.objects.create(by=officer, agency=unit, name="Khác", query=f"co_quan={new.unit.pk}&viec=cua-toi")
    merge(commune, new)
    kept.refresh_from_db()
    assert kept.query == f"co_quan={new.unit.pk}&viec=cua-toi"
