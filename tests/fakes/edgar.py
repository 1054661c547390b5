"""An EDGAR of invented companies: sums of the year to date, no fourth quarter, amendments, and refusals in HTML."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from .server import Ask, Quota, Reply, text, told

REVENUE = "RevenueFromContractWithCustomerExcludingAssessedTax"
CAPEX = "PaymentsToAcquirePropertyPlantAndEquipment"
_UNDECLARED = "<html><title>SEC.gov | Request Rate Threshold Exceeded</title><h1>Your Request Originates from an Undeclared Automated Tool</h1></html>"
_TOO_MANY = "<html><title>SEC.gov | Request Rate Threshold Exceeded</title></html>"
_NO_KEY = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>{}</Key></Error>'


def fact(start: str, end: str, val: int, filed: str, number: int, form: str = "10-Q", **more: Any) -> dict[str, Any]:  # noqa: PLR0917 as EDGAR orders them
    """A fact as EDGAR tells it; ``fy`` and ``fp`` are those of the filing and tell nothing of the period."""
    accession = f"0009990001-{filed[2:4]}-{number:06}"
    return {
        "start": start,
        "end": end,
        "val": val,
        "accn": accession,
        "fy": 2030,
        "fp": "FY",
        "form": form,
        "filed": filed,
        **more,
    }


def year(of: int, quarters: list[int], *, discrete: bool) -> list[dict[str, Any]]:
    """A calendar year of filings in millions: quarters and the year, or sums since January."""
    ends = ["03-31", "06-30", "09-30", "12-31"]
    starts = ["01-01", "04-01", "07-01", "10-01"]
    filed = [f"{of}-05-02", f"{of}-08-03", f"{of}-11-04", f"{of + 1}-01-10"]
    facts = []
    for n in range(4):
        form = "10-K" if n == 3 else "10-Q"
        if discrete and n < 3:
            facts.append(
                fact(
                    f"{of}-{starts[n]}",
                    f"{of}-{ends[n]}",
                    quarters[n] * 10**6,
                    filed[n],
                    of * 10 + n,
                    form,
                    frame=f"CY{of}Q{n + 1}",
                )
            )
        if not discrete or n == 3:
            facts.append(
                fact(f"{of}-01-01", f"{of}-{ends[n]}", sum(quarters[: n + 1]) * 10**6, filed[n], of * 10 + n, form)
            )
    return facts


def _companies() -> dict[str, dict[str, list[dict[str, Any]]]]:
    return {
        "1045810": {
            REVENUE: year(2029, [710, 823, 930, 1040], discrete=True),
            CAPEX: year(2029, [50, 70, 80, 110], discrete=False),
        },
        "789019": {
            "Revenues": year(2029, [7100, 7200, 7300, 7400], discrete=True),
            "ResearchAndDevelopmentExpense": year(2029, [9, 9, 9, 10], discrete=True),
        },
    }


@dataclass
class Edgar:
    """Companies by CIK, each with its tags; on day 2 the first quarter of Nvidia's revenue has been amended.

    It wants an e-mail address in the User-Agent, and no more than ``quota`` requests.
    """

    companies: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=_companies)
    quota: Quota = field(default_factory=lambda: Quota(10_000, 1.0))
    day: int = 1

    def answer(self, ask: Ask) -> Reply:
        if "@" not in ask.headers.get("user-agent", ""):
            return text(_UNDECLARED, "text/html", 403)
        if not self.quota.take():
            return text(_TOO_MANY, "text/html", 403)
        parts = ask.path.strip("/").split("/")
        found = self._concept(parts) if parts[:3] == ["api", "xbrl", "companyconcept"] else None
        if found is None:
            return text(_NO_KEY.format(ask.path.lstrip("/")), "application/xml", 404)
        return told(found).tagged(ask).but(headers={"Last-Modified": "Mon, 14 Jan 2030 20:38:50 GMT"})

    def _concept(self, parts: list[str]) -> dict[str, Any] | None:
        _, _, _, filer, taxonomy, file = parts
        cik, tag = filer.removeprefix("CIK").lstrip("0"), file.removesuffix(".json")
        facts = self.companies.get(cik, {}).get(tag) if taxonomy == "us-gaap" and len(filer) == 13 else None
        if facts is None:
            return None
        units = {
            "USD": [*facts, *self._amended(cik, tag, facts)],
            "USD/shares": [fact("2029-01-01", "2029-03-31", 1, "2029-05-02", 1)],
        }
        return {"cik": int(cik), "taxonomy": taxonomy, "tag": tag, "label": tag, "description": "…",
                "entityName": f"INVENTED {cik} CORP", "units": units}  # fmt: skip

    def _amended(self, cik: str, tag: str, facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if self.day < 2 or (cik, tag) != ("1045810", REVENUE):
            return []
        first = facts[0]
        filed = f"{date.fromisoformat('2030-01-15') + timedelta(days=1)}"
        return [fact(first["start"], first["end"], 700_000_000, filed, 77, "10-Q/A")]
