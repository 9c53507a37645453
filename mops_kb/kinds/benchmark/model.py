"""A benchmark: a figure that somebody else measured, what it says, who published it, and where we read it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.unit import Unit
from mops_kb.model.values import ONE_OR_MANY, YEARS, Day, Number, Url, Whole, wrong

Quality = Literal["primary", "second-hand"]
LASTS = 5
"""So many years after it was published a figure still says something of today."""
_SHORTEST = 2


def _name(written: str) -> str:
    """Names are looked for in texts: one of a single sign would be found everywhere."""
    if len(written.strip()) < _SHORTEST or written.strip().isdigit():
        raise wrong("source-name", written)
    return written.strip()


Name = Annotated[str, AfterValidator(_name)]


class Benchmark(Entity):
    kind = "benchmark"
    folder = "benchmarks"

    claim: Text
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: Unit
    source: Text
    publisher: Name
    names: Annotated[tuple[Name, ...], ONE_OR_MANY] = ()
    year: Annotated[Whole, Field(ge=YEARS.start)] | None = None
    quality: Quality
    link: Url | None = None
    retrieved: Day | None = None
    via: Text | None = None
    kpi: Annotated[str, RefTo("kpi", inverse="benchmarks")] | None = None
    comparable: Text | None = None

    @model_validator(mode="after")
    def _agrees(self) -> "Benchmark":
        found = [InitErrorDetails(type=fault, input=None) for fault in _faults(self)]
        if found:
            raise ValidationError.from_exception_data("benchmark", found)
        return self

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The value, or the ends of the range that are known."""
        return tuple(number for number in (self.value, self.low, self.high) if number is not None)

    @property
    def decimals(self) -> int:
        """As many as were written."""
        return max(-int(number.as_tuple().exponent) for number in self.numbers)

    def age(self, year: int) -> int | None:
        """In years; None where nobody knows when it was published."""
        return None if self.year is None else year - self.year

    def is_old(self, year: int) -> bool:
        age = self.age(year)
        return age is not None and age > LASTS


def _faults(benchmark: Benchmark) -> Iterator[PydanticCustomError]:
    low, high = benchmark.low, benchmark.high
    if not benchmark.numbers:
        yield wrong("benchmark-empty")
    if benchmark.value is not None and len(benchmark.numbers) > 1:
        yield wrong("benchmark-both", at="low" if low is not None else "high")
    if low is not None and high is not None and low > high:
        yield wrong("benchmark-bounds", f"{low} > {high}", at="low")
    if benchmark.quality == "primary" and not benchmark.link:
        yield wrong("primary-without-link", at="quality")
    if benchmark.quality == "primary" and benchmark.via:
        yield wrong("primary-via", at="via")
    if benchmark.quality == "second-hand" and not benchmark.via:
        yield wrong("second-hand-without-via", at="quality")
    if benchmark.link and not benchmark.retrieved:
        yield wrong("link-without-day", at="link")
