"""Epoch AI's tables of invented records: cells with line breaks, an edit on the second day, a web page where none is."""

import csv
from dataclasses import dataclass, field
from io import StringIO

from .server import Ask, Reply, html, text

USAGE, REVENUE, FUNDING, STAFF, COMPUTE = (
    f"ai_companies_{name}.csv"
    for name in ("usage_reports", "revenue_reports", "funding_rounds", "staff_reports", "compute_spend")
)
_SOURCES = "Source 1,Source 2,Source 3"
COLUMNS = {
    USAGE: "Id,Company,Active users,Active users time period,Daily tokens,Daily messages,Date,Report date,Source 1,"
    "Source 2,Graph note,Notes,Source type,Product,Confidence,Exclude from graph view",
    REVENUE: "Id,Company,Date,Annualized revenue (USD),Annualized revenue type,Scope,Revenue amount (normalize to "
    f"annual),Period revenue,Period type,Other revenue info,Confidence,{_SOURCES},Notes,Report date,Source type,Graph note",
    FUNDING: "Id,Company,Close date,Status,Funding (equity),Funding (debt),Valuation (post-money),Report date,"
    f"{_SOURCES},Graph note,Notes,Type,Confidence,Exclude from graph view",
    STAFF: "Id,Company,Staff count,Date,Report date,Source 1,Source 2,Notes,Type,Division name,Source type,Confidence,"
    "Graph note",
    COMPUTE: f"Id,Company,Date,Report date,Period type,Inference compute spend,R&D compute spend,Total compute spend,"
    f"{_SOURCES},Notes,Source type,Confidence,Exclude from graph view",
}
_SAID = {"Source type": "Company disclosure", "Confidence": "Confident", "Notes": 'As told:\n\n"so many", they said.\n'}


def _records() -> dict[str, list[dict[str, str]]]:
    chat = {**_SAID, "Company": "OpenAI", "Product": "ChatGPT", "Active users time period": "Weekly"}
    return {
        USAGE: [
            {**chat, "Id": "ChatGPT 901M WAU", "Active users": "901000000.0", "Date": "2029-08-04",
             "Report date": "2029-08-04", "Source 1": "https://paper.example/chat", "Source 2": "https://two.example/"},
            {**chat, "Id": "ChatGPT 7M paying", "Active users": "7000000.0", "Date": "2029-10-14",
             "Report date": "2029-10-14", "Source 1": "https://paper.example/paying", "Exclude from graph view": "True"},
            {**_SAID, "Id": "Dec 2028 tokens", "Company": "Z.ai (Zhipu)", "Product": "Full company",
             "Daily tokens": "2100000000.0", "Date": "2028-12-31", "Report date": "2029-12-30",
             "Source 1": "their prospectus, page 173"},
        ],
        REVENUE: [
            {**_SAID, "Id": "Acme $3B", "Company": "Acme Minds", "Date": "2029-09-08", "Scope": "Full company",
             "Annualized revenue (USD)": "3000000000.0", "Annualized revenue type": "Annualized run rate",
             "Report date": "2029-09-08", "Source 1": "https://news.example/acme", "Source type": "Media report"},
        ],
        FUNDING: [
            {"Id": "Series Z", "Company": "xAI", "Close date": "2029-05-28", "Status": "Closed",
             "Funding (equity)": "1234000000.0", "Valuation (post-money)": "90000000000.0", "Confidence": "Likely",
             "Report date": "2029-05-28", "Source 1": "https://x.ai/news/z", "Type": "Primary"},
            {"Id": "talks", "Company": "xAI", "Status": "Early discussions", "Valuation (post-money)": "150000000000.0",
             "Report date": "2029-12-01", "Source 1": "https://news.example/talks", "Confidence": "Uncertain"},
        ],
        STAFF: [{**_SAID, "Id": "2029", "Company": "Anthropic", "Staff count": "4321", "Date": "2029-06-30",
                 "Report date": "2029-07-01", "Source 1": "https://news.example/staff", "Type": "Full company"}],
        COMPUTE: [{**_SAID, "Id": "2028", "Company": "OpenAI", "Date": "2028-12-31", "Report date": "2029-02-01",
                   "Period type": "Year", "Total compute spend": "7000000000.0",
                   "Source 1": "https://news.example/compute"}],
    }  # fmt: skip


@dataclass
class Epoch:
    """Records by file; on day 2 the first of the users has been edited, and nothing says so."""

    records: dict[str, list[dict[str, str]]] = field(default_factory=_records)
    day: int = 1

    def answer(self, ask: Ask) -> Reply:
        file = ask.path.removeprefix("/data/")
        if file not in self.records:
            page = html(404)
            return page.but(body=page.body + b"<!-- much of nothing -->" * 2_400)
        table = text(self._written(file), "text/csv").tagged(ask)
        return table.but(headers={"Cache-Control": "public, max-age=0, must-revalidate"})

    def _written(self, file: str) -> str:
        out = StringIO()
        writer = csv.DictWriter(out, COLUMNS[file].split(","), lineterminator="\n")
        writer.writeheader()
        for place, record in enumerate(self.records[file]):
            edited = self.day > 1 and (file, place) == (USAGE, 0)
            writer.writerow({**record, "Active users": "905000000.0"} if edited else record)
        return out.getvalue()
