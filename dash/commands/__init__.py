"""One file per command: arguments in, a view out."""
