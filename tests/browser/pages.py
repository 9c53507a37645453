"""The pages that are looked at, and what is asked of them in their own language."""

OVERVIEWS = (
    "",
    "ask/",
    "org-chart/",
    "hiring/",
    "channels/",
    "communication-plan/",
    "hand-offs/",
    "stakeholders/",
    "tools/",
    "stack/contracts/",
    "stack/cost/",
    "stack/capabilities/",
    "stack/data-flows/",
    "capabilities/",
    "contracts/",
    "evaluations/",
    "integrations/",
    "data-fields/",
    "roadmap/",
    "initiatives/",
    "buy-in/",
    "buy-in/advocacy/",
    "buy-in/with-sales/",
    "sponsors/",
    "change/",
    "change/wada-tsubasa/",
    "utm/",
    "scenarios/",
    "org-scenarios/",
    "trainings/",
    "learnings/",
    "onboarding/",
    "onboarding/campaign-operations/",
    "skills/",
    "skill-matrix/",
    "events/",
    "calendar/timeline/",
    "calendar/year/",
    "calendar/agenda/",
    "calendar/by-team/",
    "calendar/by-channel/",  # the other groups come out of the same template
    "calendar/budget/",
    "calendar/conflicts/",
    "blackouts/",
    "next/",
    "next/team-demand-generation/",
    "next/person-hashimoto-aoi/",
    "playbooks/",
    "rules/",
    "kpis/",
    "scorecards/",
    "scorecards/by-team/",  # by goal and by owner, and quarters, come out of the same templates
    "scorecards/months/",
    "scorecards/years/",
    "attribution/",
    "response/",
    "funnel/",
    "utilisation/",
    "efficiency/",
    "improvements/",
    "insights/",
    "goals/",
    "briefs/",
    "claims/",
    "benchmarks/",
    "surveys/",
    "stages/",
    "datasets/",
    "health/",
    "elsewhere/",
    "subscribe/",
    "bus-factor/",
    "leaving/sato-misaki/",
    "duty-matrix/",
    "guide/",
    "guide/kpi/",
    "it-bridge/",
    "duties/",
    "people/",
    "pillars/",
    "roles/",
    "teams/",
    "glossary/",
    "untranslated/",
    "changes/",
    "guide/evidence/",
    "guide/sql/",
    "guide/views/",
    "guide/for-programs/",
    "search/",
    "404.html",
)
ONE_OF_EACH_KIND = (
    "people/sato-misaki/",
    "teams/marketing-operations/",
    "roles/mops-lead/",
    "skills/sql/",
    "trainings/account-security-yearly/",
    "events/tomoshibi-day-2027/",
    "blackouts/year-end-2026/",
    "playbooks/webinar/",
    "improvements/list-import-check/",
    "rules/utm-parameters/",
    "tools/marketo/",
    "capabilities/email-delivery/",
    "contracts/marketo-2024/",
    "evaluations/video-2026/",
    "kpis/mql/",  # by SQL, with a break
    "kpis/lead-response-time/",
    "kpis/sourced-revenue/",  # by an attribution model
    "insights/night-leads-wait/",
    "goals/more-pipeline/",
    "briefs/fy2026-q2/",
    "briefs/2026-07/",  # with a figure that was restated
    "claims/first-contact-in-five-minutes/",
    "benchmarks/lead-response-of-others/",
    "surveys/internal-survey/",
    "stages/mql/",
    "datasets/lead-events/",
    "channels/pipeline-weekly/",
    "stakeholders/customer-marketing/",
    "scenarios/mops-fy2027-growth/",
    "learnings/questions-same-day/",
    "integrations/marketo-to-salesforce/",
    "data-fields/email/",
    "roadmap/systems-of-record/",
    "initiatives/one-data-model/",
    "buy-in/find-sponsor/",
    "sponsors/cio/",
    "knowhow/csv-mojibake/",
    "duties/process/",
    "pillars/people/",
    "glossary/mql/",
)

HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(heading => Number(heading.tagName[1]))"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Only a matrix and code may be wider than the page, and what scrolls in a box of its own, as nothing does on paper.
CUT_OFF = """[...document.querySelectorAll("article *")]
    .filter(one => one.checkVisibility() && !one.closest(".mk-matrix, .mk-hidden, pre, svg"))
    .filter(one => !one.closest(".mk-scroll") || getComputedStyle(one.closest(".mk-scroll")).overflowX !== "auto")
    .filter(one => Math.round(one.getBoundingClientRect().right) > document.documentElement.clientWidth)
    .map(one => one.outerHTML.slice(0, 100))"""
ANSWERS = """names => names.map(name => {
    const answer = document.querySelector(`[data-answer="${name}"]`)
    const box = answer.querySelector("dd").getBoundingClientRect()
    const seen = answer.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})
    return seen && answer.innerText.trim() && answer.querySelector("dd").innerText.trim() ? box.bottom : Infinity
})"""
# Of the rows of a list that are made of the same parts, three are looked at.
ALIKE = """() => {
    const parts = row => [...new Set([row, ...row.querySelectorAll("*")].map(part => part.tagName + part.className))]
    for (const list of document.querySelectorAll("tbody, ul, ol, dl")) {
        const seen = {}
        for (const row of [...list.children]) {
            const made = parts(row).sort().join()
            seen[made] = (seen[made] || 0) + 1
            if (seen[made] > 3) row.remove()
        }
    }
}"""
# Of a table's head and the weekday in a cell of the calendar, one shows on a desk and the other on a phone; lines to sign
# are for paper, and a map is for wide screens. A chart is drawn for both.
HIDDEN_TEXT = """() => {
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
    const hidden = []
    while (walker.nextNode()) {
        const range = document.createRange()
        range.selectNodeContents(walker.currentNode)
        const text = walker.currentNode.data.trim()
        const elsewhere = walker.currentNode.parentElement.closest("thead, .mk-grid__weekday, .mk-sign, .mk-map, .mk-chart, .mk-tools")
        if (text && !elsewhere && !range.getClientRects().length) hidden.push(text)
    }
    return hidden
}"""
# Words in an interface that is English, but for what contributors wrote in Japanese alone: marked by its language, a name's
# reading, a tag, the name of the site, or code.
JAPANESE = """() => {
    const japanese = /[\\u3040-\\u30ff\\u4e00-\\u9fff]/
    const ours = one => one.closest("[lang]").lang === "en" && !one.closest(".mk-tag, .mk-chat, .mk-reading, .mk-brief__site, code")
    const names = ["aria-label", "title", "alt", "data-label", "data-filter", "data-none"]
    const found = []
    for (const one of document.querySelectorAll("article, article *")) {
        const texts = [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data)
        const words = [...texts, ...names.map(name => one.getAttribute(name) || "")]
        if (ours(one)) found.push(...words.filter(text => japanese.test(text)))
    }
    return found
}"""
