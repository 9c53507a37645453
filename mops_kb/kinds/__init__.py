"""All kinds, in the order in which the wiki shows them. A new kind is one folder and one place here."""

from mops_kb.kinds.benchmark import KIND as BENCHMARK
from mops_kb.kinds.blackout import KIND as BLACKOUT
from mops_kb.kinds.brief import KIND as BRIEF
from mops_kb.kinds.buy_in_step import KIND as BUY_IN_STEP
from mops_kb.kinds.capability import KIND as CAPABILITY
from mops_kb.kinds.channel import KIND as CHANNEL
from mops_kb.kinds.claim import KIND as CLAIM
from mops_kb.kinds.contract import KIND as CONTRACT
from mops_kb.kinds.data_field import KIND as DATA_FIELD
from mops_kb.kinds.dataset import KIND as DATASET
from mops_kb.kinds.duty import KIND as DUTY
from mops_kb.kinds.evaluation import KIND as EVALUATION
from mops_kb.kinds.event import KIND as EVENT
from mops_kb.kinds.goal import KIND as GOAL
from mops_kb.kinds.improvement import KIND as IMPROVEMENT
from mops_kb.kinds.initiative import KIND as INITIATIVE
from mops_kb.kinds.insight import KIND as INSIGHT
from mops_kb.kinds.integration import KIND as INTEGRATION
from mops_kb.kinds.kpi import KIND as KPI
from mops_kb.kinds.learning import KIND as LEARNING
from mops_kb.kinds.note import KIND as NOTE
from mops_kb.kinds.person import KIND as PERSON
from mops_kb.kinds.pillar import KIND as PILLAR
from mops_kb.kinds.playbook import KIND as PLAYBOOK
from mops_kb.kinds.roadmap_item import KIND as ROADMAP_ITEM
from mops_kb.kinds.role import KIND as ROLE
from mops_kb.kinds.rule import KIND as RULE
from mops_kb.kinds.scenario import KIND as SCENARIO
from mops_kb.kinds.skill import KIND as SKILL
from mops_kb.kinds.sponsor import KIND as SPONSOR
from mops_kb.kinds.stage import KIND as STAGE
from mops_kb.kinds.stakeholder import KIND as STAKEHOLDER
from mops_kb.kinds.survey import KIND as SURVEY
from mops_kb.kinds.team import KIND as TEAM
from mops_kb.kinds.term import KIND as TERM
from mops_kb.kinds.tool import KIND as TOOL
from mops_kb.kinds.training import KIND as TRAINING
from mops_kb.model.kind import Kind

KINDS: tuple[Kind, ...] = (
    EVENT,
    BLACKOUT,
    PLAYBOOK,
    RULE,
    TOOL,
    INTEGRATION,
    DATA_FIELD,
    ROADMAP_ITEM,
    BRIEF,
    INITIATIVE,
    IMPROVEMENT,
    CAPABILITY,
    CONTRACT,
    EVALUATION,
    KPI,
    INSIGHT,
    GOAL,
    CLAIM,
    BENCHMARK,
    SURVEY,
    STAGE,
    DATASET,
    TRAINING,
    TEAM,
    ROLE,
    SKILL,
    PERSON,
    CHANNEL,
    STAKEHOLDER,
    SCENARIO,
    BUY_IN_STEP,
    SPONSOR,
    DUTY,
    PILLAR,
    LEARNING,
    TERM,
    NOTE,
)
