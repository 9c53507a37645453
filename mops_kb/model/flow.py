"""Flow: a diagram that somebody wrote, which may show boxes and arrows and do nothing else.

Its text reaches Mermaid in the reader's browser. Mermaid would also fetch pictures, follow links, apply styles (which
may name addresses) and take settings; whatever could ask for any of that is refused before a page is made.
"""

import re

_BEGINS = re.compile(r"(flowchart|graph|sequenceDiagram|stateDiagram(-v2)?)\b")
_STATEMENTS = "style|classDef|linkStyle|click|link|links|href|callback|call|properties|details"
_REFUSED = re.compile(
    rf"""
      %%\{{ | ^\s*---\s*$ | @\s*\{{          # settings, shapes that are pictures
    | ://  | url\s*\( | (java|vb)script\s*: | \bdata\s*:   # addresses
    | <(?!br\s*/?>)[a-z/!?]                  # HTML but for a new line
    | \\ | \#\w+; | \$\$                     # escapes that hide one of these, formulas
    | (^|;)\s*({_STATEMENTS})\b              # links and colours
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_LONGEST = 5_000


def refused(diagram: str) -> str | None:
    """What the diagram may not have, as it was written; None where it is only boxes and arrows."""
    if not _BEGINS.match(diagram.strip()):
        return (diagram.strip().splitlines() or [""])[0]
    if len(diagram) > _LONGEST:
        return f"{diagram[:20]}…"
    found = _REFUSED.search(diagram)
    return found[0].strip() if found else None
