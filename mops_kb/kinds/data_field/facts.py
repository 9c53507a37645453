"""Facts of data fields: which tool is right, and how many flows carry them."""

from mops_kb.kinds.data_field import views
from mops_kb.model.fact import Facts, entity

_fact = Facts("data-field", views.page, "data_field/cells.md")

FACTS = (
    _fact("record", "ref", lambda view: entity(view.record), rich=True, words="data-field.system_of_record"),
    _fact("has_record", "flag", lambda view: view.has_record),
    _fact("is_personal", "flag", lambda view: view.field.personal, rich=True, words="data-field.personal"),
    _fact("flows", "number", lambda view: len(view.flows), words="data-field.flows"),
)
