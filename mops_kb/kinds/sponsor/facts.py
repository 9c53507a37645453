"""Facts of sponsors: when somebody last spoke with them, and what comes next."""

from mops_kb.kinds.sponsor import views
from mops_kb.model.fact import Facts

_fact = Facts("sponsor", views.page, "sponsor/cells.md")

FACTS = (
    _fact("person", "ref", lambda view: view.people, rich=True, words="sponsor.who"),
    _fact(
        "last_contact",
        "date",
        lambda view: view.last.contact.on if view.last else None,
        rich=True,
        words="sponsor.last-contact",
    ),
    _fact("days_since_contact", "number", lambda view: view.silent),
    _fact("is_silent", "flag", lambda view: view.is_silent),
    _fact("contacts_so_far", "number", lambda view: len(view.met)),
    _fact(
        "next_on", "date", lambda view: view.next.step.on if view.next else None, rich=True, words="sponsor.next_step"
    ),
    _fact("has_next_step", "flag", lambda view: bool(view.next and not view.next.late), knows_past=False),
)
