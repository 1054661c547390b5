from metrics.articles.reading import Read
from metrics.articles.tiers import Tier
from metrics.model import Observation
from metrics.views.checking import located


def figure(text, sentence, number):
    start = text.index(sentence)
    told = Observation(
        entity="kimi", metric="users", value=5e6, unit="users", as_written=number, quote=sentence, quote_start=start,
        quote_end=start + len(sentence),
    )  # fmt: skip
    return Read(told, "Kimi", Tier.SURE)


def test_lines_and_columns_count_from_one_in_code_points():
    text = "日本\n\n豆包 has 5 million users.\nKimi has 7."
    figures = [figure(text, "豆包 has 5 million users.", "5 million"), figure(text, "Kimi has 7.", "7")]
    assert located(text, figures) == ([3, 4], [8, 10])


def test_the_number_is_not_the_tail_of_a_longer_one():
    text = "In 2025, 1.5 or 5 came."
    assert located(text, [figure(text, text, "5")]) == ([1], [17])


def test_a_number_that_stands_in_no_sentence_is_placed_at_its_sentence():
    text = "One.\nTwo came."
    assert located(text, [figure(text, "Two came.", "9")]) == ([2], [1])


def test_a_text_of_many_lines_is_searched_once():
    text = "\n" * 200_000 + "Kimi has 7."
    assert located(text, [figure(text, "Kimi has 7.", "7")] * 1_000) == ([200_001] * 1_000, [10] * 1_000)
