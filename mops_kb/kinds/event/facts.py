"""Facts of events: the day that counts, how far it is, and whether it is fixed."""

from mops_kb.kinds.event import views
from mops_kb.model.fact import Facts

_fact = Facts("event", views.page)

FACTS = (
    _fact("first_day", "date", lambda view: view.next or (view.span[0] if view.span else None)),
    _fact("last_day", "date", lambda view: view.span[1] if view.span else None),
    _fact("days_to_go", "number", lambda view: view.days_to_go),
    _fact("date_is_open", "flag", lambda view: view.is_open),
)
