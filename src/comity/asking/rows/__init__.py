"""The rows of every answer. Actors stand as id and name; `statements` are the ids a row rests on.

They are empty in rows that others coded only, and in facts that the register alone has.
Common fields. `modality`: actual, planned, possible or denied. `sources`: how many independent texts say it; a text
that was reprinted counts once. `publishers`: whom these texts are from; of a reprinted text the wire service that it
credits, else who published it first.
`said_by`: who vouches for it inside the texts (empty: the texts themselves). `origin`: `reports`, `register` or
`both`. `since`, `until`: EDTF, None when no source says. `ending`: why there is no `until`, or how it is known:
`ended`, `succeeded` (another took the place), `last-reported` (still so when last reported), `unknown`,
`not-applicable` (planned or denied: nothing to end), `fulfilled` and `missed` of plans.
`confidence`: how sure it is that a text says so, from 0 to 1 (`docs/statements.md`); of several statements that of the
surest, and None where a row rests on none. `reported`, `last_reported`: days of first and last publication.
"""

from comity.asking.rows.answers import (
    ChangeRow,
    DisputeRow,
    FactRow,
    MemberRow,
    MembershipRow,
    OfficeRow,
    QuoteRow,
    RelationRow,
    Side,
    TimelineRow,
)
from comity.asking.rows.besides import (
    ActorRow,
    CheckRow,
    CountRow,
    JudgementRow,
    NewsRow,
    WhyRow,
)
from comity.asking.rows.texts import (
    AppearanceRow,
    DocumentRow,
    Passage,
    ReadingRow,
    ReadStatement,
    RefusalRow,
    SearchRow,
    StatementRow,
    StockRow,
    VerbatimRow,
)

__all__ = [
    "ActorRow",
    "AppearanceRow",
    "ChangeRow",
    "CheckRow",
    "CountRow",
    "DisputeRow",
    "DocumentRow",
    "FactRow",
    "JudgementRow",
    "MemberRow",
    "MembershipRow",
    "NewsRow",
    "OfficeRow",
    "Passage",
    "QuoteRow",
    "ReadStatement",
    "ReadingRow",
    "RefusalRow",
    "RelationRow",
    "SearchRow",
    "Side",
    "StatementRow",
    "StockRow",
    "TimelineRow",
    "VerbatimRow",
    "WhyRow",
]
