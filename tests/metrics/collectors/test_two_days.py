"""What the second day of a source changes: a correction, an amendment, an edit; and what it refuses."""

from datetime import date

import httpx
import pytest

from metrics.vocabulary import Basis, Span
from tests.fakes.edgar import Edgar
from tests.fakes.epoch import Epoch
from tests.fakes.pypistats import PyPIStats
from tests.fakes.server import Ask, Quota

KNOWN = {"contact": "someone@example.org"}
NEXT = "2030-01-16T12:00:00Z"


def host(fake):
    """Answer requests by a fake, without its sockets."""

    def answer(request):
        headers = {name.lower(): value for name, value in request.headers.items()}
        reply = fake.answer(Ask(request.method, request.url.raw_path.decode(), headers))
        return httpx.Response(reply.status, content=reply.body, headers=reply.headers)

    return answer


def test_epochs_edit_is_another_value_at_the_same_address_and_period(gather, tmp_path):
    fake = Epoch()
    first = gather("epoch", host(fake), cache=tmp_path / "kept")
    fake.day = 2
    second = gather("epoch", host(fake), cache=tmp_path / "kept", at=NEXT)
    before, after = ({each.pointer: each for each in found.observations} for found in (first, second))
    pages = [{each.url: each.sha256 for each in found.documents} for found in (first, second)]
    changed = [(before[key].value, after[key].value) for key in before if before[key].value != after[key].value]
    assert changed == [(901e6, 905e6)]
    assert [url for url in pages[0] if pages[0][url] != pages[1][url]] == ["https://paper.example/chat"]
    assert first.missed == second.missed == []


def test_what_epoch_confirms_keeps_the_day_on_which_it_was_read(gather, tmp_path):
    fake = Epoch()
    gather("epoch", host(fake), cache=tmp_path / "kept")
    found = gather("epoch", host(fake), cache=tmp_path / "kept", at=NEXT, revalidate=True)
    assert {f"{each.retrieved_at:%Y-%m-%d}" for each in found.observations} == {"2030-01-15"}
    assert len(found.asked) == 5


def test_edgars_amendment_stands_beside_the_original_and_changes_what_is_derived(gather):
    fake = Edgar()
    told = []
    for day, at in ((1, "2030-01-15T12:00:00Z"), (2, NEXT)):
        fake.day = day
        found = gather("edgar", host(fake), companies=["1045810"], network=KNOWN, at=at)
        told.append(
            {(each.period.end, each.value, each.basis) for each in found.observations if each.metric == "revenue"}
        )
    assert told[0] < told[1]
    assert told[1] - told[0] == {
        (date(2029, 3, 31), 700e6, Basis.FILING), (date(2029, 12, 31), 1_050e6, Basis.DERIVED),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("quota", "network"), [(10_000, {"contact": "no address"}), (0, KNOWN)], ids=["undeclared", "too many"]
)
def test_edgar_refuses_in_html_and_is_left_alone(gather, quota, network):
    found = gather("edgar", host(Edgar(quota=Quota(quota, 600.0))), companies=["1045810", "789019"], network=network)
    assert found.observations == []
    assert len(found.missed) == 6
    assert len(found.asked) <= 4


def test_pypistats_has_another_day_and_counts_a_failed_one_again(gather):
    corrected = date(2030, 1, 10)
    fake = PyPIStats(corrected={corrected}, failed={date(2030, 1, 12)})
    first = gather("pypistats", host(fake), packages=["invented-kit"])
    held = {("pypistats:invented-kit", "package_downloads", None, None): date(2030, 1, 14)}
    fake.day, fake.failed = 2, set()
    second = gather("pypistats", host(fake), packages=["invented-kit"], held=held, at=NEXT)
    before, after = (
        {each.period.end: each.value for each in found.observations if each.span is Span.SUM}
        for found in (first, second)
    )
    assert after[corrected] == before[corrected] + 17
    assert set(after) - set(before) == {date(2030, 1, 12), date(2030, 1, 15)}


def test_pypistats_is_asked_no_more_than_it_grants(gather):
    fake = PyPIStats(quota=Quota(3, 600.0))
    found = gather("pypistats", host(fake), packages=["invented-kit", "vllm"])
    assert [each.item for each in found.missed] == ["vllm"]
    assert "try after" in found.missed[0].reason
