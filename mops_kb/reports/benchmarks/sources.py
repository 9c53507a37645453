"""Sources: by which names texts speak of those who publish benchmarks, and which figures are theirs."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mops_kb.kinds.benchmark.model import Benchmark

_NUMBER = r"[0-9０-９]++(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]++)?"
_SIGN = r"[ \t\u00a0\u202f]?(?:[%％]|パーセント|per ?cent\b)"
_TO = rf"(?:{_SIGN})?[ \t]?(?:[-–—〜～~]|から|to)[ \t]?(?P<high>{_NUMBER})"
_PERCENT = re.compile(rf"(?<![0-9０-９A-Za-z.．])(?P<low>{_NUMBER})(?:{_TO})?{_SIGN}", re.IGNORECASE)
_SIGNS = ("%", "％", "パーセント", "percent", "per cent")
_EDGES = (
    (re.compile(r"[A-Za-z0-9_]"), r"(?<![A-Za-z0-9_@/.\-])", r"(?![A-Za-z0-9_]|[.@/\-][A-Za-z0-9])"),
    (re.compile(r"[ァ-ヺー]"), r"(?<![ァ-ヺー])", r"(?![ァ-ヺー])"),
    (re.compile(r"[一-鿿々]"), r"(?<![一-鿿々])", r"(?![一-鿿々])"),
)
"""Letters, and what stands before and after a name in them: what goes on in the same letters is a longer word."""


@dataclass(frozen=True)
class Figure:
    """A figure as it stands in a text, and the number or the two that it tells."""

    start: int
    written: str
    numbers: frozenset[Decimal]


@dataclass(frozen=True)
class Sources:
    """`benchmarks` are those of one publisher, by the publisher's name in small letters."""

    benchmarks: Mapping[str, tuple[Benchmark, ...]]

    @classmethod
    def of(cls, benchmarks: Sequence[Benchmark]) -> "Sources":
        found: dict[str, list[Benchmark]] = defaultdict(list)
        for benchmark in benchmarks:
            found[benchmark.publisher.casefold()].append(benchmark)
        return cls({name: tuple(those) for name, those in found.items()})

    @cached_property
    def _publishers(self) -> Mapping[str, frozenset[str]]:
        """A name that texts use, in small letters → those whom it may mean."""
        meant: dict[str, set[str]] = defaultdict(set)
        for publisher, those in self.benchmarks.items():
            for name in (publisher, *(name for one in those for name in one.names)):
                meant[_plain(name)].add(publisher)
        return {name: frozenset(publishers) for name, publishers in meant.items()}

    @cached_property
    def _named(self) -> re.Pattern[str]:
        """All names in one pattern, the longest first; where no name can begin it looks at one sign only."""
        names = sorted(self._publishers, key=lambda name: (-len(name), name))
        firsts = "".join(re.escape(first) for first in sorted({name[0] for name in names}))
        return re.compile(f"(?=[{firsts}])(?:{'|'.join(_whole(name) for name in names)})", re.IGNORECASE)

    @cached_property
    def _others(self) -> Mapping[str, re.Pattern[str]]:
        """Of figures in other units than percent, the numbers themselves, by publisher."""
        found = {}
        for publisher, those in self.benchmarks.items():
            numbers = {_spelled(number) for one in those if one.unit != "percent" for number in one.numbers}
            if numbers:
                either = "|".join(sorted(re.escape(number) for number in numbers))
                found[publisher] = re.compile(rf"(?<![0-9０-９A-Za-z.,])(?:{either})(?![0-9０-９年月]|[.,][0-9])")
        return found

    def may_speak(self, text: str) -> bool:
        """Whether it is worth reading: most texts tell no such figure, which is quickly seen."""
        lowered = text.lower()
        if not any(begin in lowered for begin in self._begins):
            return False
        if not any(sign in lowered for sign in _SIGNS) and not any(one.search(text) for one in self._others.values()):
            return False
        return bool(self._named.search(text))

    @cached_property
    def _begins(self) -> frozenset[str]:
        """The first word of each name."""
        return frozenset(name.split()[0].lower() for name in self._publishers)

    def named(self, text: str, start: int, end: int) -> frozenset[str]:
        """The publishers whom a stretch of text speaks of."""
        found = (self._publishers[_plain(match[0])] for match in self._named.finditer(text, start, end))
        return frozenset().union(*found)

    def figures(self, text: str, start: int, end: int, publisher: str) -> Iterator[Figure]:
        """What could be a figure of theirs: every percentage, and the numbers that they measured in other units."""
        for match in _PERCENT.finditer(text, start, end):
            told = (match["low"], match["high"])
            yield Figure(match.start(), match[0], frozenset(_number(one) for one in told if one))
        if publisher in self._others:
            for match in self._others[publisher].finditer(text, start, end):
                yield Figure(match.start(), match[0], frozenset({_number(match[0])}))

    def nearest(self, publisher: str, figure: Figure) -> Benchmark | None:
        """The benchmark of theirs that says so."""
        return next((one for one in self.benchmarks[publisher] if figure.numbers & {*one.numbers}), None)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _whole(name: str) -> str:
    words = r"\s+".join(re.escape(word) for word in name.split())
    before = next((before for letters, before, _ in _EDGES if letters.match(name[0])), "")
    after = next((after for letters, _, after in _EDGES if letters.match(name[-1])), "")
    return f"{before}{words}{after}"


def _number(written: str) -> Decimal:
    return Decimal(unicodedata.normalize("NFKC", written).replace(",", ""))


def _spelled(number: Decimal) -> str:
    return f"{number:f}"
