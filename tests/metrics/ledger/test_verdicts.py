import polars as pl

from metrics.ledger.verdicts import decide

PARENTS = {"a": pl.UInt32, "parent": pl.UInt32, "cost": pl.Int64, "exact": pl.Boolean}
ACCUSED = {"a": pl.UInt32, "by": pl.UInt32, "kind": pl.String}


def verdicts(count: int, parents: list[tuple[int, int]], accused: list[tuple[int, int, str]]) -> list[tuple]:
    rows = [(*pair[:2], place, len(pair) == 2) for place, pair in enumerate(parents)]
    up = pl.DataFrame(rows, schema=PARENTS, orient="row")
    return decide(count, up, pl.DataFrame(accused, schema=ACCUSED, orient="row")).rows()


def test_parents_are_followed_to_the_head_of_the_claim():
    assert verdicts(3, [(1, 0), (2, 1)], []) == [(0, 0, None, None), (1, 0, None, None), (2, 0, None, None)]


def test_the_bent_are_attached_to_what_they_bend():
    assert verdicts(3, [(1, 0)], [(2, 1, "date_shift")])[2] == (2, 0, ["date_shift"], 1)


def test_what_repeats_a_bent_telling_is_bent_with_it():
    assert verdicts(3, [(2, 1)], [(1, 0, "magnitude")])[2] == (2, 0, ["magnitude"], 0)


def test_the_bent_accuse_nobody():
    assert verdicts(3, [], [(1, 0, "magnitude"), (2, 1, "date_shift")])[2] == (2, 2, None, None)


def test_two_that_accuse_each_other_are_both_let_go():
    assert [row[2] for row in verdicts(2, [], [(0, 1, "currency"), (1, 0, "currency")])] == [None, None]


def test_a_telling_of_an_undisturbed_claim_is_acquitted():
    assert verdicts(3, [(2, 0)], [(2, 1, "metric_swap")])[2] == (2, 0, None, None)


def test_the_best_founded_accuser_is_named_with_all_it_holds():
    accused = [(2, 1, "span"), (2, 0, "year_shift"), (2, 0, "currency")]
    assert verdicts(3, [], accused)[2] == (2, 0, ["currency", "year_shift"], 0)


def test_an_accused_parent_is_chosen_only_if_there_is_no_other():
    assert verdicts(3, [(2, 1), (2, 0)], [(1, 0, "date_shift")])[2] == (2, 0, None, None)


def test_what_merely_rounds_an_accused_value_stands_by_itself():
    assert verdicts(3, [(2, 1, "rounded")], [(1, 0, "arithmetic_invented")])[2] == (2, 2, None, None)
