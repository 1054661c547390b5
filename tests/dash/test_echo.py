import io
from dataclasses import replace
from datetime import date

import polars as pl
from rich.console import Console

from dash.echo import MEANING, echo
from dash.tables import why
from metrics.vocabulary import Distortion


def printed(sheet, width=100):
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(sheet)
    return out.getvalue().splitlines()


def test_the_echo_tree(tellings, claims, findings, look):
    assert printed(why(tellings, look, claims=claims, findings=findings), 130) == [
        "DeepSeek · Daily active users   22.15 M   31 Jan 2025   C2   ○1 ←4 ⚠1",
        "├─ origin AICPB (own page not seen)  app only · estimate · point · panel",
        "│  ├─   Cegelem       22.15 M   31 Jan 2025  fr  0613388f  told 21 Feb 2025 · names AICPB",
        "│  ├─   KrASIA 氪     22.2 M    Jan 2025     en  d994495d  told 21 Feb 2025 · names AICPB · rounded (mild: fewer digits)",
        "│  ├─   CKGSB         >22.15 M  31 Jan 2025  en  81acba3e  told 21 Feb 2025 · origin not named",
        "│  └─ ⚠ Freenews [b]  22.2 M    11 Jan 2025  fr  b7c6a494  told 21 Feb 2025 · names AICPB · date_shift (another day)",
        "├─ grade C2: a panel, method not disclosed",
        "├─ rivals",
        "│  └─ >30 M  31 Jan 2025  C3  QuestMobile · CN · panel",
        "├─ told of other times, or in other ways",
        "│  └─ 10 M  31 Jan 2025    Google",
        "├─ findings",
        "│  └─ Freenews [b]: 11 January 2025 is the day of release",
        "└─ “22,2 millions ␛[1m au 11 janvier”  Freenews [b] · 21 Feb 2025 · https://example.org/a",
    ]


def test_the_echo_tree_in_ascii_on_40_columns(tellings, claims, findings, look):
    lines = printed(why(tellings, replace(look, charset="ascii"), claims=claims, findings=findings), 40)
    assert all(line.isascii() and len(line) <= 40 for line in lines)
    assert lines[:3] == ["DeepSeek - Daily active users   22.15 M", "31 Jan 2025   C2   o1 <-4 !1",
                         "|- origin AICPB (own page not seen)"]  # fmt: skip
    assert "|  `- ! Freenews [b]   22.2 M" in lines


def test_the_tree_grows_from_the_tellings_alone(tellings, look):
    lines = printed(why(tellings, look))
    assert lines[0] == "DeepSeek · Daily active users   22.15 M   31 Jan 2025   ○1 ←4 ⚠1"
    assert "│  └─ 10 M   31 Jan 2025    Google" in lines
    assert "│  └─ Freenews [b]: release_day" in lines


def test_an_origin_that_was_seen_stands_filled(tellings, look):
    lines = printed(why(tellings.filter(claim="c3"), look))
    assert lines[0].endswith("●1")
    assert lines[1] == "├─ origin Google (own page seen)"
    assert "● US v. Google" in lines[2]
    assert lines[-1].startswith("└─ quote not archived")


def test_claims_of_other_times_are_counted_when_many(tellings, claims, look):
    others = [tellings.filter(claim="c3").with_columns(claim=pl.lit(f"other {number}")) for number in range(12)]
    lines = printed(why(pl.concat([tellings.filter(claim="c1"), *others]), look, claims=claims))
    assert "│  └─ and 4 more: see history" in lines


def test_every_distortion_has_words():
    assert set(MEANING) == set(Distortion)


def test_each_telling_shows_the_beginning_of_its_id(tellings, look):
    lines = printed(why(tellings, look), 120)
    for row in tellings.filter(claim="c1").iter_rows(named=True):
        assert any(row["publisher"] in line and f"  {row['observation'][:8]}  " in line for line in lines)


def test_a_ruling_is_said_in_words(tellings, look):
    ruled = tellings.with_columns(
        _rank=pl.Series(["preferred", "deprecated", "normal", None, "normal", "normal"]),
        _ruling_reason=pl.Series(["checked by [b]hand", "a misprint", None, None, None, None]),
    )
    lines = printed(why(ruled, look), 160)
    assert any("Cegelem" in line and "preferred: checked by [b]hand" in line for line in lines)
    assert any("KrASIA" in line and "deprecated: a misprint" in line for line in lines)
    assert sum("preferred" in line or "deprecated" in line for line in lines) == 2


def test_what_a_person_deprecated_is_struck_through(tellings, look):
    out = io.StringIO()
    ruled = tellings.with_columns(_rank=pl.Series(["normal", "deprecated", *["normal"] * 4]))
    Console(file=out, width=120, force_terminal=True, color_system="standard").print(why(ruled, look))
    (struck,) = [line for line in out.getvalue().splitlines() if "\x1b[2;9m" in line]
    assert "KrASIA" in struck


def test_a_deprecated_rival_says_so(tellings, claims, look):
    ranked = claims.with_columns(rank=pl.Series(["normal", "deprecated"]))
    lines = printed(why(tellings, look, claims=ranked), 120)
    assert "│  └─ >30 M  31 Jan 2025  C3  QuestMobile · CN · panel · deprecated" in lines


def _dated(claims, **columns):
    return claims.with_columns(**{name: pl.Series(told) for name, told in columns.items()})


def test_claims_of_other_times_come_newest_first(tellings, claims, look):
    days = [date(2025, 1, 1), date(2025, 3, 1), date(2025, 2, 1)]
    others = [
        tellings.filter(claim="c3").with_columns(claim=pl.lit(f"o{i}"), start=pl.lit(day), end=pl.lit(day))
        for i, day in enumerate(days)
    ]
    lines = printed(why(pl.concat([tellings.filter(claim="c1"), *others]), look, claims=claims.head(1)))
    at = lines.index("├─ told of other times, or in other ways")
    assert [line.split()[3:6] for line in lines[at + 1 : at + 4]] == [
        ["M", "1", "Mar"], ["M", "1", "Feb"], ["M", "1", "Jan"],
    ]  # fmt: skip


def test_a_newer_figure_is_named_below_the_head(tellings, claims, look):
    later = _dated(claims, end=[date(2025, 1, 31), date(2025, 3, 28)], start=[date(2025, 1, 31), date(2025, 3, 28)])
    told = "the most told claim; the newest is >30 M, 28 Mar 2025: --on 2025-03-28"
    assert printed(why(tellings, look, claims=later))[1] == told
    for unfit in (later.with_columns(status=pl.lit("F")), _dated(later, grade=["C2", None]), claims):
        assert not any("the newest is" in line for line in printed(why(tellings, look, claims=unfit)))


def test_the_reasons_of_a_choice_are_listed(tellings, claims, look):
    reasons = [["QuestMobile's 30 M: told less often", "an [i]older one"], []]
    lines = printed(why(tellings, look, claims=claims.with_columns(_why_chosen=pl.Series(reasons))))
    at = lines.index("├─ chosen over")
    assert lines[at + 1 : at + 3] == ["│  ├─ QuestMobile's 30 M: told less often", "│  └─ an [i]older one"]


def test_a_finding_is_said_once_for_all_it_concerns(tellings, look):
    known = dict(tellings.select("publisher", "observation").iter_rows())
    found = [
        ("Cegelem", "stickiness", "66 % of the month"),
        ("KrASIA 氪", "stickiness", "66 % of the month"),
        ("CKGSB", "stickiness", "67 % of the month"),
        ("Freenews [b]", "release_day", "11 January is the release day"),
        ("Freenews [b]", "date_shift", "11 January is the launch day"),
        ("CKGSB", "date_shift", "told for another day"),
        ("Cegelem", "release_day", "1 January is a release day"),
    ]
    rows = [{"observation": known[who], "claim": "c1", "kind": kind, "message": said} for who, kind, said in found]
    lines = printed(why(tellings, look, findings=pl.DataFrame(rows)))
    at = lines.index("├─ findings")
    assert lines[at + 1 : at + 5] == [
        "│  ├─ Cegelem, KrASIA 氪, CKGSB: 66 % of the month",
        "│  ├─ Freenews [b]: 11 January is the launch day",
        "│  ├─ CKGSB: told for another day",
        "│  └─ Cegelem: 1 January is a release day",
    ]


def test_on_the_screen_one_is_led_to_what_stands_below_and_not_to_an_option(tellings, claims, look):
    later = _dated(claims, end=[date(2025, 1, 31), date(2025, 3, 28)], start=[date(2025, 1, 31), date(2025, 3, 28)])
    lines = printed(echo(tellings.to_dicts(), look, later.to_dicts(), below="Over time"))
    assert lines[1] == "the most told claim; the newest is >30 M, 28 Mar 2025: see Over time"


def test_the_first_telling_says_so_and_a_month_is_no_day(tellings, claims, look):
    known = tellings.with_columns(
        _first=pl.when(pl.col("publisher") == "Cegelem").then(pl.lit("first dated")),
        _stated_precision=pl.when(pl.col("publisher") == "CKGSB").then(pl.lit("month")),
        publisher=pl.when(pl.col("publisher") != "KrASIA 氪").then("publisher"),
    )
    lines = printed(why(known, look, claims=claims), 130)
    assert "told 21 Feb 2025, first dated · names AICPB" in lines[2]
    assert "unknown publisher" in lines[3]
    assert "told Feb 2025 · origin not named" in lines[4]
