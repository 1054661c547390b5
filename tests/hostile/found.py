"""Inputs that once broke a promise, by target: seeds of the fuzzer, and run again by every test run.

The first bytes say how the rest becomes an input, see ``pieces.py``; these were found with the pieces of their day, so
what they are is written out here as it is.
"""

RAW = b"\x01"
"""What makes a target take the rest as it is."""

CASES: dict[str, list[bytes]] = {
    # A list of terms within a term within a term: the square of its depth.
    "page": [RAW * 2 + b"<html><body>" + b"<li>22,5<dl><dt><dl><dt>" * 1_000, RAW * 2 + b"<p>Kimi \x08 has &#x1b; users</p>",
             # Links in elements in elements: each was weighed in every one around it.
             RAW * 2 + "22,5 half a 5 May月**?1.234.567🚀 OpenAI ?1.234.567🚀</p><head><td><a href='</script>'><svg><blockquote>".encode() * 360],
    # Nothing at all where a feed was promised.
    "feed": [b"", RAW, RAW + b"\x00"],
    # Every word was one more pass over the rows, however many had been pasted.
    "filter": [RAW + b" ".join(b"x%d" % number for number in range(5_000)), RAW + b"entity:a -b :: - -- stale:yes"],
    # A fence that is never closed: the cube of how many lines stand in it.
    "opinion": [RAW + b"```" + b"\n" * 2_000 + b"x", RAW + b"<think>" * 8_000],
}  # fmt: skip
