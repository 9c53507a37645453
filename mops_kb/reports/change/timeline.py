"""The timeline: each initiative over the months with its gates, talks, reports and blockers, and all in numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.model.catalog import Catalog
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.change.moments import Moment, moments
from mops_kb.reports.initiatives.gates import Gate, all_gates

LANES = (("talk", ("talk", "told")), ("report", ("report",)), ("blocker", ("blocker",)))
"""Below the bar with its gates: the name of each lane and the sorts of moments on it."""
_BACK, _AHEAD = timedelta(days=640), timedelta(days=365)
"""So far from today, or from the end of what is over, months are drawn."""
_MONTHS_OF_TICK = ((9, 1), (18, 2), (27, 3))
"""Up to so many months there is a tick every so many."""


@dataclass(frozen=True)
class Mark:
    """`at` is how far to the right it stands, in percent of the width."""

    moment: Moment
    at: str


@dataclass(frozen=True)
class Stretch:
    """From `at` over `width`, in percent. It is vague where its ends are not known to the day."""

    at: str
    width: str
    is_vague: bool
    moment: Moment | None = None


@dataclass(frozen=True)
class Lane:
    """`done`, `open` and `late` count its moments, `told` those at which executives were told; `next` is the first that
    is ahead, `oldest` the open one with the earliest day."""

    name: str
    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]
    done: int
    open: int
    late: int
    told: int
    next: Moment | None
    oldest: Moment | None


@dataclass(frozen=True)
class Post:
    """A gate, on the day on which it was held to be passed, or else on that of its last evidence."""

    gate: Gate
    day: date
    at: str


@dataclass(frozen=True)
class Track:
    """One initiative: its time with the gates that have a day, and below it the lanes on which something stands."""

    initiative: Initiative
    time: Stretch | None
    gates: tuple[Post, ...]
    passed: int
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Timeline:
    first: date
    last: date
    ticks: tuple[tuple[str, date], ...]
    today: str | None
    tracks: tuple[Track, ...]


def timeline(catalog: Catalog, settings: Settings) -> Timeline:
    """Of all, finished ones last, as in the lists. For `catalog.once`."""
    return _drawn(sorted(catalog.of(Initiative), key=lambda one: one.is_over), catalog, settings)


def of_one(one: Initiative, wiki: Wiki) -> Timeline | None:
    """The section of its page, over its own months."""
    found = _drawn([one], wiki.catalog, wiki.settings)
    return found if any(track.gates or track.lanes for track in found.tracks) else None


def _drawn(those: Sequence[Initiative], catalog: Catalog, settings: Settings) -> Timeline:
    """Those that touch the months that are drawn."""
    scale = _Scale(*_window(those, catalog, settings))
    tracks = (_track(one, scale, catalog, settings) for one in those)
    return Timeline(
        scale.first,
        scale.last,
        tuple((scale.at(day), day) for day in _ticks(scale.first, scale.last)),
        scale.at(settings.as_of) if scale.first <= settings.as_of <= scale.last else None,
        tuple(track for track in tracks if track.time or track.gates or track.lanes),
    )


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date) -> str:
        return _percent(Fraction((day - self.first).days, (self.last - self.first).days + 1))

    def stretch(self, first: date, last: date, vague: bool, moment: Moment | None = None) -> Stretch | None:
        first, last = max(first, self.first), min(last, self.last)
        if last < first:
            return None
        width = Fraction((last - first).days + 1, (self.last - self.first).days + 1)
        return Stretch(self.at(first), _percent(width), vague, moment)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def _percent(share: Fraction) -> str:
    return f"{round(share * 10000) / 100:.2f}%"


def _window(those: Sequence[Initiative], catalog: Catalog, settings: Settings) -> tuple[date, date]:
    """Whole months: all that has a day, as far as it is not too far away; today, too, unless all is over."""
    days = [moment.day for one in those for moment in catalog.once(moments, settings)[one.id]]
    days += [day for one in those for day in _time(one, settings) or ()]
    now = max(days) if days and all(one.is_over for one in those) else settings.as_of
    first = max(min([now, *days]), now - _BACK).replace(day=1)
    last = min(max([now, *days]), now + _AHEAD).replace(day=28) + timedelta(days=4)
    return first, last.replace(day=1) - timedelta(days=1)


def _time(one: Initiative, settings: Settings) -> tuple[date, date] | None:
    """When it goes on: from its start to its outcome where these are known, else as it was planned."""
    span = one.when.span(settings.fiscal_year_start) if one.when else None
    first = one.started_on or (span[0] if span else None)
    last = one.outcome.on if one.outcome else span[1] if span else None
    return (first, max(first, last)) if first and last else None


def _track(one: Initiative, scale: _Scale, catalog: Catalog, settings: Settings) -> Track:
    those, gates = catalog.once(moments, settings)[one.id], catalog.once(all_gates, settings)[one.id]
    time = _time(one, settings)
    is_vague = not (one.outcome or (one.when and one.when.is_exact))
    lanes = (_lane(name, [m for m in those if m.sort in sorts], scale, settings) for name, sorts in LANES)
    return Track(
        one,
        scale.stretch(*time, is_vague) if time else None,
        tuple(_posts(gates, scale)),
        sum(gate.is_passed for gate in gates),
        tuple(lane for lane in lanes if lane.marks or lane.stretches),
    )


def _posts(gates: Iterable[Gate], scale: _Scale) -> Iterator[Post]:
    for gate in gates:
        day = gate.dated or (gate.latest if gate.is_passed else None)
        if day and scale.holds(day):
            yield Post(gate, day, scale.at(day))


def _lane(name: str, those: list[Moment], scale: _Scale, settings: Settings) -> Lane:
    lasting = [m for m in those if m.sort == "blocker"]
    stretches = (scale.stretch(m.day, m.last or settings.as_of, False, m) for m in lasting)
    waiting = [m for m in those if m.state == "open"]
    return Lane(
        name,
        tuple(Mark(m, scale.at(m.day)) for m in those if m.sort != "blocker" and scale.holds(m.day)),
        tuple(stretch for stretch in stretches if stretch),
        sum(m.state == "done" and m.sort != "told" for m in those),
        len(waiting),
        sum(m.state == "late" for m in those),
        sum(m.state == "done" and m.sort == "told" for m in those),
        next((m for m in those if m.state in ("late", "ahead")), None),
        waiting[0] if waiting else None,
    )


def _ticks(first: date, last: date) -> Iterable[date]:
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    every = next((step for most, step in _MONTHS_OF_TICK if count <= most), 6)
    for n in range(0, count, every):
        month = first.month - 1 + n
        yield date(first.year + month // 12, month % 12 + 1, 1)
