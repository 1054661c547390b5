"""What figures must have in common to stand in one chart, and why; what a figure leaves unstated agrees with all."""

from dataclasses import dataclass

DAYS_IN_MONTH = 30.4375


@dataclass(frozen=True, slots=True)
class Trait:
    """A ``field`` (unit, span, months over which a sum is, or one of the scope), in words for one and for several."""

    field: str
    one: str
    many: str
    why: str


TRAITS = (
    Trait("unit", "unit", "units", "a sum in one currency says nothing beside one in another"),
    Trait("span", "span", "spans", "over their period a mean, a peak and a point are three different things"),
    Trait("months", "months summed", "lengths of period (in months)", "a quarter's sum is not a year's"),
    Trait("geo", "place", "places", "one country is not another, nor the world"),
    Trait("platform", "platform", "platforms", "an app's users are not a site's"),
    Trait("plan", "plan", "plans", "a part is not the whole"),
)
