"""What others use of the package, and what it costs to have it at hand."""

import subprocess
import sys

import metrics.articles


def test_nothing_heavy_is_loaded_before_a_page_is_read():
    code = (
        "import sys, metrics.articles as a; page = a.read_page(b'It has 5 million users. It says so.');"
        "print([name for name in ('lxml', 'trafilatura', 'polars', 'babel', 'dateparser') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_all_that_is_promised_is_there():
    assert all(hasattr(metrics.articles, name) for name in metrics.articles.__all__)


def test_a_page_that_the_extractor_gives_up_is_not_told_to_the_terminal():
    code = "from metrics.articles import read_page; read_page(b'<html><head><title>x</title></head><body><p>y</p></body></html>')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
