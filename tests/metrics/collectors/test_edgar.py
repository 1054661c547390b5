"""EDGAR: quarters as filed, as amended and as derived, each with its filing."""

from datetime import date

import httpx
import pytest

from metrics.model import Period
from metrics.vocabulary import Basis, DocumentKind, Precision, Span

REVENUE = "RevenueFromContractWithCustomerExcludingAssessedTax"
PROPERTY, PRODUCTIVE = "PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"
RESEARCH = "ResearchAndDevelopmentExpense"
GONE = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>'
NVIDIA = "1045810"


def fact(start, end, val, filed, accn="0009999999-30-000001", **more):
    return {
        "start": start,
        "end": end,
        "val": val,
        "accn": accn,
        "fy": 1999,
        "fp": "Q9",
        "form": "10-Q",
        "filed": filed,
        **more,
    }


QUARTERS = [
    fact("2029-01-01", "2029-03-31", 71_000_000, "2029-05-01", "0009999999-29-000001", frame="CY2029Q1"),
    fact("2029-04-01", "2029-06-30", 82_300_000, "2029-08-01", "0009999999-29-000002"),
    fact("2029-01-01", "2029-09-30", 246_300_000, "2029-11-01", "0009999999-29-000003"),
    fact("2029-07-01", "2029-09-30", 93_000_000, "2029-11-01", "0009999999-29-000003"),
    fact("2029-01-01", "2029-12-31", 350_300_000, "2030-01-10", "0009999999-30-000001", form="10-K"),
]


class Sec:
    """Tags of one company; what is not there answers with XML."""

    def __init__(self, **tags):
        self.tags, self.odd = tags, {}

    def __call__(self, request):
        cik, taxonomy, name = request.url.path.removeprefix("/api/xbrl/companyconcept/CIK").split("/")
        tag = name.removesuffix(".json")
        if tag in self.odd:
            return self.odd[tag]
        units = self.tags.get(tag) if taxonomy == "us-gaap" or tag.startswith("Ifrs") else None
        if units is None or len(cik) != 10:
            return httpx.Response(404, text=GONE, headers={"content-type": "application/xml"})
        units = units if isinstance(units, dict) else {"USD": units}
        told = {"cik": int(cik), "taxonomy": taxonomy, "tag": tag, "entityName": "INVENTED CORP", "units": units}
        return httpx.Response(200, json=told)


@pytest.fixture
def read(gather):
    def run(sec, *companies, **more):
        return gather("edgar", sec, companies=list(companies) or [NVIDIA], **more)

    return run


def test_each_quarter_is_told_once_and_the_fourth_is_derived(read):
    found = read(Sec(**{REVENUE: QUARTERS}))
    told = [(each.period.end, each.value, each.basis) for each in found.observations]
    assert told == [
        (date(2029, 3, 31), 71e6, Basis.FILING),
        (date(2029, 6, 30), 82.3e6, Basis.FILING),
        (date(2029, 9, 30), 93e6, Basis.FILING),
        (date(2029, 12, 31), 104e6, Basis.DERIVED),
    ]


def test_a_figure_says_whose_it_is_and_where_it_stands(read):
    one = read(Sec(**{REVENUE: QUARTERS})).observations[0]
    assert (one.entity, one.metric, one.unit, one.span, one.origin) == ("nvidia", "revenue", "USD", Span.SUM, "Nvidia")
    assert (one.pointer, one.stated_on) == ("/units/USD/0/val", date(2029, 5, 1))
    assert one.period == Period.parse("2029-Q1")


def test_a_derived_quarter_points_at_its_parents_and_could_be_known_when_the_last_was_filed(read):
    last = read(Sec(**{REVENUE: QUARTERS})).observations[-1]
    assert last.pointer == "/units/USD/4/val - /units/USD/2/val"
    assert last.stated_on == date(2030, 1, 10)


def test_the_document_is_the_filing(read):
    found = read(Sec(**{REVENUE: QUARTERS, RESEARCH: QUARTERS}))
    document = found.documents[-1]
    assert document.url == (
        "https://www.sec.gov/Archives/edgar/data/1045810/000999999930000001/0009999999-30-000001-index.htm"
    )
    assert (document.kind, document.publisher, document.published_on) == (
        DocumentKind.REGULATOR,
        "SEC",
        date(2030, 1, 10),
    )
    assert document.title == "10-K of INVENTED CORP, filed 2030-01-10"
    assert document.request_url.startswith("https://data.sec.gov/api/xbrl/companyconcept/CIK0001045810/us-gaap/")
    hashes = {(each.url, each.sha256) for each in found.documents}
    assert len(hashes) == len({each.url for each in found.documents}) == 4


def test_the_archive_may_be_elsewhere(read):
    found = read(Sec(**{REVENUE: QUARTERS}), archive_url="https://mirror.example/sec/")
    assert found.documents[0].url.startswith("https://mirror.example/sec/Archives/edgar/data/1045810/")


def test_an_amended_value_stands_beside_the_original_and_is_as_finely_told(read):
    twins = [
        fact("2029-01-01", "2029-03-31", 71_300_000, "2029-05-01", "0009999999-29-000001", frame="CY2029Q1"),
        fact("2029-01-01", "2029-03-31", 70_000_000, "2029-06-01", "0009999999-29-000009", form="10-Q/A"),
        fact("2029-01-01", "2029-03-31", 70_000_000, "2030-01-10", "0009999999-30-000002"),
    ]
    found = read(Sec(**{REVENUE: twins}))
    assert [(each.value, each.stated_on, each.digits) for each in found.observations] == [
        (71.3e6, date(2029, 5, 1), 5), (70e6, date(2029, 6, 1), 5),
    ]  # fmt: skip
    assert [each.title.partition(" of")[0] for each in found.documents] == ["10-Q", "10-Q/A"]


def test_a_fiscal_quarter_keeps_its_days(read):
    weeks = [fact("2029-10-29", "2030-01-27", 5_000_000, "2030-01-28")]
    (one,) = read(Sec(**{REVENUE: weeks})).observations
    assert one.period == Period(date(2029, 10, 29), date(2030, 1, 27), Precision.DAY)


def test_sums_of_the_year_to_date_are_told_apart(read):
    sums = [
        fact("2029-01-01", "2029-03-31", 5_000, "2029-05-01"), fact("2029-01-01", "2029-06-30", 12_000, "2029-08-01"),
        fact("2029-01-01", "2029-09-30", 20_000, "2029-11-01"), fact("2029-01-01", "2029-12-31", 31_000, "2030-01-10"),
    ]  # fmt: skip
    found = read(Sec(**{REVENUE: QUARTERS, PROPERTY: sums}))
    told = {each.period.end.month: (each.value, each.basis) for each in found.observations if each.metric == "capex"}
    assert told == {
        3: (5e3, Basis.FILING), 6: (7e3, Basis.DERIVED), 9: (8e3, Basis.DERIVED), 12: (11e3, Basis.DERIVED),
    }  # fmt: skip


def test_of_two_tags_the_one_with_the_newest_figure_is_taken(read):
    old = [fact("2028-01-01", "2028-03-31", 1_000, "2028-05-01")]
    found = read(Sec(**{REVENUE: old, "Revenues": QUARTERS, PRODUCTIVE: old}))
    assert {each.value for each in found.observations if each.metric == "revenue"} == {71e6, 82.3e6, 93e6, 104e6}
    assert [each.value for each in found.observations if each.metric == "capex"] == [1_000.0]
    assert found.missed == []


def test_instants_other_units_and_other_lengths_are_no_quarters(read):
    units = {
        "USD": [{**QUARTERS[0], "start": None}, fact("2029-01-01", "2029-01-31", 9, "2029-02-01"), QUARTERS[0]],
        "USD/shares": [fact("2029-01-01", "2029-03-31", 0.5, "2029-05-01")],
    }
    assert [each.value for each in read(Sec(**{REVENUE: units})).observations] == [71e6]


def test_the_currency_is_the_one_that_the_company_files_in(read):
    units = {"CNY": QUARTERS, "USD": QUARTERS[:1]}
    found = read(Sec(**{REVENUE: units}), "1577552")
    assert {(each.entity, each.unit) for each in found.observations} == {("alibaba", "CNY")}


def test_who_files_only_years_has_years(read):
    (one,) = read(Sec(**{REVENUE: QUARTERS[-1:]})).observations
    assert (one.value, one.period) == (350.3e6, Period.parse("2029"))


def test_what_a_company_never_filed_is_no_failure_but_no_revenue_is(read):
    found = read(Sec(**{RESEARCH: QUARTERS}))
    assert {each.metric for each in found.observations} == {"research_spending"}
    assert [(each.item, each.gone) for each in found.missed] == [("1045810 revenue", True)]


@pytest.mark.parametrize("name", ["CIK0001045810", "0001045810", "1045810", "cik1045810"])
def test_a_cik_may_be_written_in_any_way(read, name):
    found = read(Sec(**{REVENUE: QUARTERS}), name)
    assert {each.entity for each in found.observations} == {"nvidia"}


@pytest.mark.parametrize("name", ["", "NVDA", "../../x", "123456789012", "１２"])
def test_what_is_no_cik_is_missed_without_asking(read, name):
    found = read(Sec(), name)
    assert found.asked == []
    assert len(found.missed) == 3


def test_an_unknown_company_is_kept_under_its_cik(read):
    assert {each.entity for each in read(Sec(**{REVENUE: QUARTERS}), "77777").observations} == {"edgar:77777"}


def test_since_leaves_out_periods_that_ended_before(read):
    found = read(Sec(**{REVENUE: QUARTERS}), since=date(2029, 9, 1))
    assert [each.period.end.month for each in found.observations] == [9, 12]


@pytest.mark.parametrize("words", ["Request Rate Threshold Exceeded", "Undeclared Automated Tool"])
def test_a_refusal_means_ten_minutes_and_says_whom_the_sec_wants_to_know(read, words):
    sec = Sec()
    sec.odd = dict.fromkeys((REVENUE, PROPERTY, RESEARCH), httpx.Response(403, html=f"<title>{words}</title>"))
    found = read(sec)
    assert found.observations == []
    assert all("try after" in each.reason and "network.contact" in each.reason for each in found.missed)
    known = read(sec, network={"contact": "someone@example.org"})
    assert all("600 s" in each.reason or "asks to be left alone" in each.reason for each in known.missed)
    assert not any("network.contact" in each.reason for each in known.missed)


def concept(**more):
    told = {"cik": 1045810, "taxonomy": "us-gaap", "tag": REVENUE, "entityName": "X", "units": {"USD": QUARTERS}}
    return httpx.Response(200, json={**told, **more})


@pytest.mark.parametrize(
    "answer",
    [
        concept(cik=789019), concept(tag="Assets"), concept(units={}), concept(units={"shares": QUARTERS}),
        concept(units={"USD": []}), concept(units={"USD": [{**QUARTERS[0], "val": "lots"}]}),
        concept(units={"USD": [{**QUARTERS[0], "end": "2028-01-01"}]}),
        concept(units={"USD": [{**QUARTERS[0], "accn": "../../x"}]}), concept(units=[]),
        httpx.Response(200, html="<h1>Later</h1>"), httpx.Response(200, text='{"cik": 1045810, "units"'),
    ],
    ids=["company", "tag", "no unit", "no money", "no fact", "no number", "reversed", "no filing", "list", "page", "cut"],
)  # fmt: skip
def test_an_answer_of_another_shape_is_missed_and_the_other_metrics_are_read(read, answer):
    sec = Sec(**{RESEARCH: QUARTERS})
    sec.odd[REVENUE] = answer
    found = read(sec)
    assert [each.item for each in found.missed] == ["1045810 revenue"]
    assert {each.metric for each in found.observations} == {"research_spending"}
