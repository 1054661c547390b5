"""Epoch AI: every record of its tables as a database's telling."""

import csv
from datetime import date
from io import StringIO

import httpx
import pytest

from metrics.vocabulary import Basis, DocumentKind, Precision, Status

USAGE, REVENUE, FUNDING, STAFF, COMPUTE = (
    f"ai_companies_{name}.csv"
    for name in ("usage_reports", "revenue_reports", "funding_rounds", "staff_reports", "compute_spend")
)
DEFAULTS = {
    USAGE: {
        "Id": "ChatGPT 7M WAU", "Company": "OpenAI", "Active users": "7000000.0", "Active users time period": "Weekly",
        "Daily tokens": "", "Daily messages": "", "Date": "2029-03-25", "Report date": "2029-09-14",
        "Source 1": "https://paper.example/one.pdf", "Source 2": "https://paper.example/two", "Graph note": "",
        "Notes": 'From figure 3.\n\n"Seven million," he said,\nat last', "Source type": "Company disclosure",
        "Product": "ChatGPT", "Confidence": "Likely", "Exclude from graph view": "",
    },
    REVENUE: {
        "Id": "Mistral 3B", "Company": "Mistral AI", "Date": "2029-09-08", "Annualized revenue (USD)": "3000000000.0",
        "Annualized revenue type": "Annual recurring revenue (ARR)", "Scope": "Full company",
        "Revenue amount (normalize to annual)": "", "Period revenue": "", "Period type": "", "Confidence": "Confident",
        "Source 1": "https://news.example/a", "Report date": "2029-09-09", "Source type": "Media report", "Graph note": "",
    },
    FUNDING: {
        "Id": "Series Z", "Company": "xAI", "Close date": "2029-05-28", "Status": "Closed",
        "Funding (equity)": "1234000000.0", "Funding (debt)": "", "Valuation (post-money)": "9000000000.0",
        "Report date": "2029-05-28", "Source 1": "https://x.ai/news/z", "Type": "Primary", "Confidence": "Confident",
    },
    STAFF: {
        "Id": "2029", "Company": "Anthropic", "Staff count": "4321", "Date": "2029-06-30", "Report date": "2029-07-01",
        "Source 1": "https://news.example/s", "Type": "Full company", "Division name": "",
        "Source type": "Company disclosure", "Confidence": "Confident",
    },
    COMPUTE: {
        "Id": "2028 all", "Company": "OpenAI", "Date": "2028-12-31", "Report date": "2029-02-01", "Period type": "Year",
        "Inference compute spend": "", "R&D compute spend": "", "Total compute spend": "7000000000.0",
        "Source 1": "https://news.example/c", "Source type": "Media report", "Confidence": "Likely",
    },
}  # fmt: skip


def written(file, rows):
    out = StringIO()
    writer = csv.DictWriter(out, list(DEFAULTS[file]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**DEFAULTS[file], **row} for row in rows)
    return httpx.Response(200, text=out.getvalue(), headers={"content-type": "text/csv"})


@pytest.fixture
def read(gather):
    """Collect from tables of one plain record each, or of the records given for one of them."""

    def run(file=None, *rows, odd=None, **more):
        def epoch(request):
            name = request.url.path.removeprefix("/data/")
            if name == file and odd is not None:
                return odd
            return written(name, rows if name == file and rows else [{}])

        found = gather("epoch", epoch, **more)
        places = {each.pointer: each for reading in found.readings for each in reading.observations}
        run.found, run.reading = found, dict(zip(places, found.readings, strict=False))
        columns = DEFAULTS[file] if file else ()
        return [each for each in found.observations if each.pointer.split("/", 2)[2] in columns]

    return run


def test_a_record_is_told_by_a_database_at_its_first_source(read):
    (one,) = read(USAGE)
    document = read.found.documents[0]
    assert (one.entity, one.metric, one.value, one.unit) == ("chatgpt", "weekly_active_users", 7e6, "users")
    assert (one.basis, one.origin, one.attribution) == (Basis.DISCLOSED, "OpenAI", "Company disclosure")
    assert (one.pointer, one.as_written) == ("/0/Active users", "7000000.0")
    assert one.confidence < 1
    assert (document.url, document.publisher, document.kind) == (
        "https://paper.example/one.pdf", "Epoch AI", DocumentKind.DATABASE,
    )  # fmt: skip
    assert document.request_url == f"https://epoch.ai/data/{USAGE}"
    assert (document.licence, document.title) == ("CC-BY-4.0", "Epoch AI: ChatGPT 7M WAU")


def test_the_day_measured_and_the_day_told_are_two(read):
    (one,) = read(USAGE)
    assert (one.period.start, one.period.end, one.stated_on) == (
        date(2029, 3, 25),
        date(2029, 3, 25),
        date(2029, 9, 14),
    )
    assert read.found.documents[0].published_on == date(2029, 9, 14)


def test_the_other_sources_and_notes_with_line_breaks_are_kept_in_the_document(read):
    read(USAGE)
    text = read.found.documents[0].text
    assert "Source 2: https://paper.example/two\n" in text
    assert 'Notes: From figure 3.\n\n"Seven million," he said,\nat last\n' in text


def test_months_and_years_are_as_fine_as_they_are_written(read):
    (one,) = read(USAGE, {"Date": "2029-03", "Report date": "2029-04"})
    assert one.period.precision is Precision.MONTH
    assert one.stated_on == date(2029, 4, 30)


@pytest.mark.parametrize(("sure", "status"), [("Confident", Status.NORMAL), ("Uncertain", Status.LOW_RELIABILITY)])
def test_what_epoch_is_unsure_of_is_of_low_reliability(read, sure, status):
    (one,) = read(USAGE, {"Confidence": sure})
    assert one.status is status


def test_surer_records_have_more_confidence(read):
    found = read(
        USAGE,
        *({"Confidence": sure, "Active users": f"{n}"} for n, sure in enumerate(("Uncertain", "Likely", "Confident"))),
    )
    assert [each.confidence for each in found] == sorted({each.confidence for each in found})


def test_what_epoch_leaves_out_of_a_graph_is_kept_apart_under_its_own_label(read):
    left_out = {"Exclude from graph view": "True", "Id": "7M paying", "Active users": "5"}
    told, apart = read(USAGE, {}, left_out)
    assert (told.entity, told.status) == ("chatgpt", Status.NORMAL)
    assert (apart.entity, apart.value, apart.status) == ("epoch:7M paying", 5.0, Status.DEFINITION_DIFFERS)


def test_what_epoch_draws_no_graph_of_is_about_whom_it_is_about(read):
    left_out = {"Exclude from graph view": "True", "Product": "AI Overviews", "Company": "Google"}
    _, other = read(USAGE, {}, left_out)
    assert (other.entity, other.status) == ("ai_overviews", Status.NORMAL)


@pytest.mark.parametrize("source", ["", "their prospectus, page 173", "ftp://paper.example/x", "javascript:alert(1)"])
def test_a_record_without_a_web_address_stands_at_epochs_own_page(read, source):
    read(USAGE, {"Source 1": source})
    assert read.found.documents[0].url == "https://epoch.ai/data/ai-companies"


def test_of_several_addresses_in_one_cell_the_first_counts(read):
    read(USAGE, {"Source 1": " https://a.example/x, https://b.example/y"})
    assert read.found.documents[0].url == "https://a.example/x"


@pytest.mark.parametrize(
    ("file", "row", "reason"),
    [
        (USAGE, {"Active users": "many"}, "decimal number"),
        (USAGE, {"Active users": "NaN"}, "decimal number"),
        (USAGE, {"Active users": "-5"}, "zero or more"),
        (USAGE, {"Active users": "9-5"}, "or a range"),
        (USAGE, {"Active users": "1-2-3"}, "decimal number"),
        (USAGE, {"Active users": "9" * 400}, "decimal number"),
        (USAGE, {"Active users time period": "Fortnightly"}, "Fortnightly"),
        (USAGE, {"Date": "next spring"}, "a date at /0/Date"),
        (USAGE, {"Date": "2029-02-30"}, "a date"),
        (USAGE, {"Date": "9999-12-31"}, "a date"),
        (USAGE, {"Date": "0001"}, "a date"),
        (STAFF, {"Company": "  "}, "'Company'"),
        (STAFF, {"Staff count": "1,5"}, "decimal number"),
        (REVENUE, {"Period revenue": "5", "Period type": "Blue moon"}, "Blue moon"),
        (FUNDING, {"Close date": "soon"}, "a date"),
    ],
)
def test_a_record_that_cannot_be_read_is_missed_by_name_and_the_others_go_on(read, file, row, reason):
    found = read(file, row, {"Id": "fine", "Source 1": "https://fine.example/"})
    assert len(read.found.missed) == 1
    assert f"{file}/0" in read.found.missed[0].item
    assert reason in read.found.missed[0].reason
    assert found
    assert len({each.metric for each in read.found.observations}) >= 5


def test_hostile_names_are_kept_as_they_are(read):
    (one,) = read(USAGE, {"Product": "=cmd()\x1b[31m\u202e../../x", "Company": "OpenAI"})
    assert one.entity == "epoch:=cmd()\x1b[31m\u202e../../x"


@pytest.mark.parametrize(
    "odd",
    [
        httpx.Response(404, html="<h1>Not found</h1>" + "x" * 58_000),
        httpx.Response(200, html="<h1>Soon</h1>"),
        httpx.Response(200, text="Company,Total\nOpenAI,5\n"),
        httpx.Response(200, text=",".join(DEFAULTS[STAFF]) + "\n"),
        httpx.Response(200, text='Company,Date,Staff count\nOpenAI,2029-01-01,"5'),
    ],
    ids=["404 page", "200 page", "other columns", "no record", "cut off"],
)
def test_a_table_that_is_gone_or_changed_is_missed_and_the_others_are_read(read, odd):
    read(STAFF, odd=odd)
    assert [each.item for each in read.found.missed] == [STAFF]
    assert read.found.missed[0].gone == (odd.status_code == 404)
    assert {"weekly_active_users", "valuation", "compute_spend"} <= {each.metric for each in read.found.observations}


def test_an_edited_record_keeps_its_address_and_period(read):
    before, after = (read(USAGE, {"Active users": users})[0] for users in ("7000000.0", "7500000.0"))
    assert (before.value, after.value) == (7e6, 7.5e6)
    assert (before.period, before.scope, before.status) == (after.period, after.scope, after.status)


def test_only_one_entity_and_what_it_owns(read):
    read(USAGE, only="openai")
    assert {each.entity for each in read.found.observations} == {"chatgpt", "openai"}
