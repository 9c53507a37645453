"""What the pages about blackouts show: when, for whom, and whether anybody works."""

from dataclasses import dataclass
from datetime import date, timedelta

from mops_kb.kinds.blackout.closed import spans
from mops_kb.kinds.blackout.model import Blackout
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings
from mops_kb.model.workdays import Span

AHEAD = timedelta(days=365)


@dataclass(frozen=True)
class BlackoutView:
    """`coming` are its times from as_of on, a year ahead."""

    blackout: Blackout
    teams: tuple[Record, ...]
    coming: tuple[Span, ...]
    is_on: bool


@dataclass(frozen=True)
class Closing:
    span: Span
    view: BlackoutView


@dataclass(frozen=True)
class BlackoutsView:
    """`closings` are the times of all blackouts in the year ahead, by day."""

    closings: tuple[Closing, ...]
    over: tuple[BlackoutView, ...]
    count: int


def page(blackout: Blackout, catalog: Catalog, settings: Settings) -> BlackoutView:
    coming = spans(blackout, settings.as_of, settings.as_of + AHEAD, settings)
    is_on = any(first <= settings.as_of <= last for first, last in coming)
    return BlackoutView(blackout, catalog.follow(blackout, "teams"), coming, is_on)


def index(catalog: Catalog, settings: Settings) -> BlackoutsView:
    views = [page(blackout, catalog, settings) for blackout in catalog.of(Blackout)]
    closings = [Closing(span, view) for view in views for span in view.coming]
    return BlackoutsView(
        tuple(sorted(closings, key=lambda one: (one.span, one.view.blackout.id))),
        tuple(view for view in views if not view.coming),
        len(views),
    )


def by_date(entity: Entity, settings: Settings) -> tuple[date, int]:
    """Blackouts are listed by date."""
    assert isinstance(entity, Blackout)
    return entity.when.order(settings.fiscal_year_start)
