"""What the fuzzer does at length, in short: every target holds its promises for inputs that hypothesis makes up."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.found import CASES
from tests.hostile.fuzz import NAMES
from tests.hostile.targets import TARGETS, Broken, clean, demand

EXAMPLES = {"page": 25, "ndjson": 15, "csv": 40, "sql": 60, "feed": 60}
LANGUAGES, MADE_OF_PIECES, AS_IT_IS = st.integers(0, 8), b"\x02", b"\x01"
INPUTS = st.one_of(
    st.builds(lambda first, rest: bytes([first]) + MADE_OF_PIECES + rest, LANGUAGES, st.binary(max_size=40)),
    st.builds(lambda first, rest: bytes([first]) + AS_IT_IS + rest.encode("utf-8", "surrogatepass"), LANGUAGES, st.text(max_size=40)),
    st.builds(lambda rest: MADE_OF_PIECES + rest, st.binary(max_size=40)),
    st.binary(max_size=40),
)  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_promise(name):
    patient = settings(
        deadline=None, max_examples=EXAMPLES.get(name, 100), suppress_health_check=[HealthCheck.too_slow], database=None
    )

    def attacked(data):
        TARGETS[name].attack(data)

    patient(given(INPUTS)(attacked))()


@pytest.mark.parametrize(("name", "data"), [(name, data) for name, cases in CASES.items() for data in cases])
def test_what_once_broke_one_does_so_no_more(name, data):
    TARGETS[name].attack(data)


@pytest.mark.parametrize("name", TARGETS)
def test_every_piece_and_its_endless_repetition_hold(name):
    target = TARGETS[name]
    for place in range(0, len(target.pieces), 9):
        target.attack(bytes([0, 2, place]))
        target.attack(bytes([2, place, (place * 7 + 1) % 256]))


def test_a_broken_promise_is_told():
    with pytest.raises(Broken, match="x1b"):
        clean("a\x1b", "this")
    with pytest.raises(Broken, match="otherwise"):
        demand(holds=False, otherwise="otherwise")


def test_the_fuzzer_offers_every_target():
    assert set(NAMES) == set(TARGETS)
