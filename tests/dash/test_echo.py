import io
from dataclasses import replace

import polars as pl
from rich.console import Console

from dash.echo import MEANING
from dash.tables import why
from metrics.vocabulary import Distortion


def printed(sheet, width=100):
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(sheet)
    return out.getvalue().splitlines()


def test_the_echo_tree(tellings, claims, findings, look):
    assert printed(why(tellings, look, claims=claims, findings=findings)) == [
        "DeepSeek · Daily active users   22.15 M   31 Jan 2025   C2   ○1 ←4 ⚠1",
        "├─ origin AICPB (own page not seen)  app only · estimate · point · panel",
        "│  ├─   Cegelem       22.15 M   31 Jan 2025  fr  names AICPB",
        "│  ├─   KrASIA 氪     22.2 M    Jan 2025     en  names AICPB · rounded (fewer digits)",
        "│  ├─   CKGSB         >22.15 M  31 Jan 2025  en  origin not named",
        "│  └─ ⚠ Freenews [b]  22.2 M    11 Jan 2025  fr  names AICPB · date_shift (another day)",
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
