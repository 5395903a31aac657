"""What was published is answered as it stands."""

import pytest
from django.db import IntegrityError, transaction

from feedback.models import BankQuestion, Questionnaire, Round
from feedback.questionnaires import keeping
from tests.feedback.contests import published, written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        lambda one: BankQuestion.objects.update(right=[1]),
        lambda one: BankQuestion.objects.filter(number=1).delete(),
        lambda one: BankQuestion.objects.create(questionnaire=one, number=99, kind="one", text="?"),
        lambda one: Round.objects.update(minutes=1),
        lambda one: Questionnaire.objects.update(rules="Khác"),
        lambda one: Questionnaire.objects.update(state="draft"),
    ],
    ids=["right answer", "question gone", "question more", "time", "rules", "back to draft"],
)
def test_the_database_refuses(change):
    one = published().questionnaire
    with pytest.raises(IntegrityError), transaction.atomic():
        change(one)


def test_a_draft_changes_freely():
    one = written().questionnaire
    BankQuestion.objects.update(text="Khác?")
    Questionnaire.objects.update(rules="Khác")
    assert one.bank.first().text == "Khác?"


@pytest.mark.parametrize("lack", ["bank", "rounds"])
def test_without_questions_or_rounds_it_is_not_published(lack):
    one = written().questionnaire
    getattr(one, lack).all().delete()
    with pytest.raises(keeping.NotComplete):
        keeping.publish(one)


def test_a_contest_needs_its_right_answers():
    one = written().questionnaire
    BankQuestion.objects.filter(number=1).update(right=[])
    assert len(keeping.missing(one)) == 1


def test_a_topic_with_too_few_questions_is_told():
    assert len(keeping.missing(written(per_topic=5).questionnaire)) == 1
