"""The closed vocabularies: every word that a field may hold, once.

Each enumeration is a ``StrEnum``, so its members are the very strings that the store, the exports and the
command line carry.
"""

from enum import StrEnum


class Comparator(StrEnum):
    """How the asserted value bounds the true one; "over 30 million" is ``>``."""

    EQUAL = "="
    MORE = ">"
    AT_LEAST = "≥"
    ABOUT = "~"
    LESS = "<"
    AT_MOST = "≤"


class Precision(StrEnum):
    """How finely the source dated the period: "January" is a month, not the first of January."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class Span(StrEnum):
    """What the value is, over its period; a mean and a point never share a series."""

    POINT = "point"
    MEAN = "mean"
    SUM = "sum"
    PEAK = "peak"
    TRAILING = "trailing"
    CUMULATIVE = "cumulative"
    UNSTATED = "unstated"


class Status(StrEnum):
    """SDMX observation status (CL_OBS_STATUS): how firm the value is."""

    NORMAL = "A"
    BREAK = "B"
    DEFINITION_DIFFERS = "D"
    ESTIMATED = "E"
    FORECAST = "F"
    PROVISIONAL = "P"
    LOW_RELIABILITY = "U"


STATUS_WORDS = {
    Status.BREAK: "series break",
    Status.DEFINITION_DIFFERS: "definition differs",
    Status.ESTIMATED: "estimate",
    Status.FORECAST: "forecast",
    Status.PROVISIONAL: "provisional",
    Status.LOW_RELIABILITY: "low reliability",
}
"""A status in a reader's words; a normal one needs none."""


class Basis(StrEnum):
    """How the value came to be known."""

    MEASURED = "measured"
    DISCLOSED = "disclosed"
    FILING = "filing"
    COURT = "court"
    LEAKED = "leaked"
    PANEL = "panel"
    MODELLED = "modelled"
    SURVEY = "survey"
    DERIVED = "derived"
    UNSTATED = "unstated"


class DocumentKind(StrEnum):
    """Who stands behind a document."""

    COMPANY = "company"
    REGULATOR = "regulator"
    COURT = "court"
    PANEL = "panel"
    PLATFORM = "platform"
    PRESS = "press"
    AGGREGATOR = "aggregator"
    RESEARCH = "research"
    DATABASE = "database"
    BLOG = "blog"
    SOCIAL = "social"


class Role(StrEnum):
    """What one telling is to its claim."""

    ORIGIN = "origin"
    RELAY = "relay"
    DATABASE = "database"
    DISTORTED = "distorted"
    UNATTRIBUTED = "unattributed"


class Distortion(StrEnum):
    """What a telling bent, compared with the claim it tells."""

    ROUNDED = "rounded"
    DATE_SHIFT = "date_shift"
    YEAR_SHIFT = "year_shift"
    PERIOD_UNIT = "period_unit"
    SPAN = "span"
    METRIC_SWAP = "metric_swap"
    UNIT_SWAP = "unit_swap"
    MAGNITUDE = "magnitude"
    CURRENCY = "currency"
    BASIS_SWAP = "basis_swap"
    ENTITY_SWAP = "entity_swap"
    SCOPE_DROPPED = "scope_dropped"
    ATTRIBUTION_DROPPED = "attribution_dropped"
    ATTRIBUTION_SWAPPED = "attribution_swapped"
    CERTAINTY_RAISED = "certainty_raised"
    ARITHMETIC_INVENTED = "arithmetic_invented"
    STALE_REDATED = "stale_redated"
    TRANSCRIBED = "transcribed"


MILD = frozenset(
    {
        Distortion.ROUNDED,
        Distortion.SPAN,
        Distortion.SCOPE_DROPPED,
        Distortion.ATTRIBUTION_DROPPED,
    }
)
"""Distortions that lose detail without telling something untrue: the telling still supports its claim."""


class Check(StrEnum):
    """What a check of the ledger says against an observation, beside the distortions."""

    ORDER = "order"
    STICKINESS = "stickiness"
    PART_OVER_WHOLE = "part_over_whole"
    LABEL = "label"
    URL_DATE = "url_date"
    SUM_OF_PARTS = "sum_of_parts"
    JUMP = "jump"
    RELEASE_DAY = "release_day"
    BREAK = "break"
    OUTLIER = "outlier"
    SILENT_EDIT = "silent_edit"
    OUT_OF_RANGE = "out_of_range"
    FUTURE = "future"


class Rank(StrEnum):
    """A person's judgement on an observation."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class MetricKind(StrEnum):
    """How the values of a metric behave over time, hence what may be done with them."""

    GAUGE = "gauge"
    ROLLING = "rolling"
    CUMULATIVE = "cumulative"
    FLOW = "flow"
    SHARE = "share"
    PRICE = "price"
    SCORE = "score"
    CLAIM = "claim"


class EntityKind(StrEnum):
    """What sort of thing is measured."""

    COMPANY = "company"
    PRODUCT = "product"
    MODEL_FAMILY = "model_family"
    MODEL = "model"
    REPOSITORY = "repository"
    HUB = "hub"
    TOOL = "tool"


class Openness(StrEnum):
    """How open a model family or product is, at a date."""

    OPEN_SOURCE = "open-source"
    OPEN_PERMISSIVE = "open-weights-permissive"
    OPEN_RESTRICTED = "open-weights-restricted"
    API_ONLY = "api-only"


class Missing(StrEnum):
    """Why there is no value; never drawn as zero."""

    NOT_COLLECTED = "not_collected"
    NOT_YET_PUBLISHED = "not_yet_published"
    UNDISCLOSED = "undisclosed"
    NONE = "none"
    WITHDRAWN = "withdrawn"
    PARTIAL = "partial"


_CURRENCIES = (
    "AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NGN NOK NZD PEN "
    "PHP PKR PLN QAR RON RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR"
)

CURRENCIES = frozenset(_CURRENCIES.split())
"""The ISO 4217 codes that money may carry; there is never a default."""
