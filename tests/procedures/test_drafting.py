"""A draft takes everything of the edition in force along, and no refresh throws people's work away."""

import pytest

from procedures import catalogue, drafting
from procedures.models import PARTS, Component, Edition, Exemption, Fee, ProcessStep
from tests.factories import EditionFactory, ProcedureFactory
from tests.law import law_rewritten
from tests.procedures.nation import Nation, clean

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """In force, with one row of each part."""
    published = ProcedureFactory().current
    case = published.cases.get()
    with law_rewritten():
        Component.objects.create(edition=published, case=case, number=1, name="Tờ khai", originals=1)
        fee = Fee.objects.create(edition=published, case=case, channel="2", number=1, amount=8000)
        Exemption.objects.create(edition=published, fee=fee, group="ho-ngheo", name="Hộ nghèo", ground="TT 85/2019")
        ProcessStep.objects.create(edition=published, case=case, number=1, name="Tiếp nhận", role="clerk", hours=24)
        published.responsibilities.create(part="deciding", level=3)
        published.examples.create(name="Đủ")
    return published


def test_every_row_is_copied(edition):
    draft = drafting.draft_from(edition)
    counts = [[part.objects.filter(edition=whole).count() for part in PARTS] for whole in (edition, draft)]
    assert counts == [[1] * len(PARTS)] * 2


def test_copies_belong_to_the_cases_and_fees_of_the_draft(edition):
    draft = drafting.draft_from(edition)
    assert draft.components.get().case.edition == draft
    assert draft.exemptions.get().fee.edition == draft


def test_a_second_draft_is_refused(edition):
    drafting.draft_from(edition)
    with pytest.raises(drafting.DraftExists):
        drafting.draft_from(edition)


def test_a_published_edition_is_not_discarded(edition):
    with pytest.raises(drafting.NotADraft):
        drafting.discard(edition)


def test_a_discarded_draft_leaves_nothing(edition):
    drafting.discard(drafting.draft_from(edition))
    assert not Edition.objects.filter(state="draft").exists()


def test_a_refresh_leaves_a_draft_made_by_hand_alone():
    catalogue.refresh(Nation(clean()))
    draft = drafting.draft_from(Edition.objects.get())
    catalogue.refresh(Nation(clean(TENTTHC="Tên của quốc gia")))
    catalogue.refresh(Nation(clean()))
    assert Edition.objects.filter(pk=draft.pk).exists()


def test_a_touched_national_draft_is_a_persons_from_then_on():
    catalogue.refresh(Nation(clean()))
    catalogue.refresh(Nation(clean(TENTTHC="Tên của quốc gia")))
    draft = drafting.touch(Edition.objects.get(state="draft"))
    catalogue.refresh(Nation(clean(TENTTHC="Tên khác nữa")))
    assert Edition.objects.filter(pk=draft.pk).exists()


def test_a_refresh_carries_internal_steps_into_its_draft():
    catalogue.refresh(Nation(clean()))
    with law_rewritten():
        ProcessStep.objects.create(edition=Edition.objects.get(), number=1, name="Tiếp nhận", role="clerk", hours=4)
    catalogue.refresh(Nation(clean(TENTTHC="Tên của quốc gia")))
    assert Edition.objects.get(state="draft").process_steps.get().name == "Tiếp nhận"


def test_a_draft_of_the_factory_is_none_in_force():
    draft = EditionFactory(procedure=ProcedureFactory(), number=2, published=False)
    assert draft.is_draft
