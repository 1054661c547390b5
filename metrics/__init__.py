"""The numbers: everything that runs, tests and exports without a terminal."""

__version__ = "0.1.0"
