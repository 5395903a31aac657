"""The draw is fair and can be repeated; marking knows only what is right."""

from collections import Counter

from feedback.questionnaires.paper import Asked, Bank, draw, mark, read
from tests.feedback.contests import seeds

QUESTIONS = tuple(
    Asked(
        topic * 10 + place,
        f"Chủ đề {topic}",
        place % 3 + 1,
        "one",
        f"Câu {place}",
        ("a", "b", "c"),
        frozenset({place % 3}),
    )
    for topic in range(4)
    for place in range(10)
)
BANK = Bank(QUESTIONS)
DRAWN = 3


def test_every_entry_has_the_same_mixture():
    mixtures = {
        tuple(sorted((one.asked.topic, one.asked.difficulty) for one in draw(BANK, DRAWN, seed))) for seed in seeds(200)
    }
    assert len(mixtures) == 1
    assert Counter(topic for topic, _difficulty in mixtures.pop()) == {f"Chủ đề {topic}": DRAWN for topic in range(4)}


def test_the_same_seed_is_the_same_paper_whatever_order_the_bank_comes_in():
    assert draw(BANK, DRAWN, 7) == draw(Bank(tuple(reversed(QUESTIONS))), DRAWN, 7)
    assert draw(BANK, DRAWN, 7) != draw(BANK, DRAWN, 8)


def test_questions_of_a_kind_are_drawn_equally_often():
    times = Counter(one.asked.key for seed in seeds(1_200) for one in draw(BANK, DRAWN, seed))
    for group in ((0, 3, 6, 9), (1, 4, 7), (2, 5, 8)):
        expected = 1_200 / len(group)
        assert all(abs(times[key] - expected) < expected / 5 for key in group)


def test_the_right_answer_stands_anywhere():
    places = Counter(one.order.index(0) for seed in seeds(300) for one in draw(BANK, DRAWN, seed))
    assert all(1_000 < times < 1_400 for times in places.values())


def test_what_is_ticked_on_the_paper_is_marked_by_the_bank():
    paper = draw(BANK, DRAWN, 11)
    sent = {one.field: [str(one.order.index(min(one.asked.right)))] for one in paper}
    assert mark(BANK, read(paper, sent)) == len(paper)
    sent[paper[0].field] = ["17"]
    assert mark(BANK, read(paper, sent)) == len(paper) - 1


def test_all_right_choices_and_no_other_are_asked_for():
    several = Bank((Asked(1, "", 1, "many", "?", ("a", "b", "c"), frozenset({0, 2})),))
    paper = draw(several, None, 0)
    got = [mark(several, read(paper, {"q1": ticked})) for ticked in (["0", "2"], ["0"], ["0", "1", "2"], [])]
    assert got == [1, 0, 0, 0]
