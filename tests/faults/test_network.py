"""Every source under every fault of the network, over real sockets; ``network.py`` prints all of it as a table."""

from dataclasses import dataclass

import pytest

from metrics.collectors import names
from tests.fakes.everybody import everybody
from tests.fakes.server import moved, serving
from tests.faults.network import FAULTS, PAGES, SECRET, Fault, Lab, examine, heal, only, suffer, well


@dataclass
class Elsewhere:
    """Another host, which answers as a fake does, and does not move it."""

    fake: object

    def answer(self, ask):
        return self.fake.answer(ask)


WITH_A_TOKEN = {"huggingface", "github", "openrouter"}


@pytest.fixture(scope="module")
def fakes():
    with everybody(SECRET) as found:
        yield found


@pytest.fixture(params=names())
def lab(request, fakes, tmp_path):
    return Lab(tmp_path, request.param, fakes[request.param])


def test_there_is_a_fake_of_every_source(fakes):
    assert set(fakes) == set(names())


def test_faults_of_every_answer_are_named_store_nothing_and_are_healed_by_the_next_run(lab):
    lab.fake.twist(None)
    expected, store = well(lab), lab.room()
    for name, fault in FAULTS.items():
        if lab.source in PAGES and name == "truncated":
            continue  # half of a page can be read
        outcome = suffer(lab, store, fault, expected)
        assert (outcome["outcome"], outcome["added"]) == ("failed", 0), (name, outcome)
        assert any(word in outcome["error"] for word in fault.words), (name, outcome)
    heal(lab, store, expected)


def test_a_fault_of_one_answer_leaves_no_hole(lab):
    lab.fake.twist(None)
    expected = well(lab)
    questions = len({ask.target for ask in lab.fake.asked})
    for place in {0, questions - 1}:
        examine(lab, FAULTS["cut"], expected, only(place))


@pytest.mark.parametrize("source", ["articles", "feeds"])
def test_a_page_that_was_cut_short_is_fetched_anew(fakes, tmp_path, source):
    lab = Lab(tmp_path, source, fakes[source])
    lab.fake.twist(None)
    examine(lab, FAULTS["truncated"], well(lab))


def test_a_source_that_is_down_is_asked_no_more_than_a_few_times(lab):
    with serving(object()) as gone:
        url = gone.url
    code, outcome, _ = lab.collect(lab.room(), instead=(lab.fake.hosts[0].url, url))
    assert (code, outcome["outcome"], outcome["added"]) == (4, "failed", 0)
    assert "no connection" in outcome["error"]
    assert outcome["requests"] < 5


def test_an_answer_from_another_host_is_taken_and_no_token_goes_there(lab):
    lab.fake.twist(None)
    expected, fake = well(lab), lab.fake.hosts[0].fake.fake
    with serving(Elsewhere(fake)) as other:
        led = Fault(lambda ask, reply: reply if "signature" in ask.target else moved(f"{other.url}{ask.target}"))
        outcome = examine(lab, led, expected)
        assert other.asked
        assert {ask.token for ask in other.asked} == {None}
    assert outcome["outcome"] in {"ok", "partial"}
    assert (SECRET in {ask.token for ask in lab.seen}) == (lab.source in WITH_A_TOKEN)
