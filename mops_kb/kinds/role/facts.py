"""Facts of roles: who holds them today, and how many posts are vacant."""

from mops_kb.kinds.role import views
from mops_kb.model.fact import Facts

_fact = Facts("role", views.page, "role/cells.md")

FACTS = (
    _fact("held_by", "ref", lambda view: tuple(held.person for held in view.holders), rich=True),
    _fact("vacancies", "number", lambda view: view.vacancies),
    _fact("is_vacant", "flag", lambda view: view.vacancies > 0),
    _fact("vacant_since", "date", lambda view: view.vacant_since, words="role.vacant-since"),
)
