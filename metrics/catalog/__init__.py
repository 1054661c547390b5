"""The catalog: what is measured, by which metrics, and who says so; read from TOML, without heavy libraries."""

from .loader import load
from .names import canonical
from .registry import Catalog

__all__ = ["Catalog", "canonical", "load"]
