"""The reading engine: from a text to what it says about whom, one stage a file; it knows no language."""
