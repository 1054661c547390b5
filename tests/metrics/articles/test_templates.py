import pytest

from metrics.articles.templates import Form, Reader, Slot

SLOTS = {
    "day": Slot("[0-9]{1,2}", frozenset("0123456789"), int),
    "month": Slot("(?:may|june)", frozenset({"may", "june"}), {"may": 5, "june": 6}.get),
}


def readings(text, *templates):
    reader = Reader([Form("plain", template, SLOTS, "") for template in templates], "")
    return [(match[0], values) for match, _, values in reader.readings(text)]


def test_what_is_in_square_brackets_may_be_missing():
    assert readings("on may 5 and june", "{month}[ {day}]") == [
        ("may 5", {"month": 5, "day": 5}),
        ("june", {"month": 6}),
    ]


def test_a_choice_takes_one_of_its_parts():
    assert [found for found, _ in readings("may of 5, june in 6", "{month} (of|in) {day}")] == ["may of 5", "june in 6"]


def test_what_is_forbidden_or_demanded_is_looked_at_but_not_taken():
    assert readings("may 5x, may 6", "{month} {day}!(x)") == [("may 6", {"month": 5, "day": 6})]
    assert readings("may 5x, may 6", "{month} {day}=(x)") == [("may 5", {"month": 5, "day": 5})]


def test_the_first_template_that_fits_wins():
    assert readings("may 5", "{month} {day}", "{month}") == [("may 5", {"month": 5, "day": 5})]
    assert readings("may 5", "{month}", "{month} {day}") == [("may", {"month": 5})]


@pytest.mark.parametrize("template", ["[the ]{month}", "(the |){month}", "[(the|a) ]{month}"])
def test_a_template_is_found_whatever_its_optional_beginning(template):
    assert [values for _, values in readings("the may, may", template)] == [{"month": 5}, {"month": 5}]


def test_a_bracket_that_stays_open_is_a_fault_of_the_pack():
    with pytest.raises(ValueError, match="stays open"):
        readings("x", "[the {month}")
