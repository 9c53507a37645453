"""Facts of skills: how many roles ask for them, and, for colleagues, how many people have them."""

from mops_kb.kinds.skill import views
from mops_kb.model.fact import Facts

_fact = Facts("skill", views.page, "skill/cells.md")

FACTS = (
    _fact("asked_by", "number", lambda view: len(view.demands)),
    _fact("alone", "number", lambda view: view.alone, rich=True, is_internal=True, words="skill.people-alone"),
    _fact("is_single", "flag", lambda view: view.single is not None, is_internal=True),
)
