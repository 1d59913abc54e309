"""Questions over a read-only view of the record; each answers with rows, statements, coverage and data version."""

from comity.asking.answer import Answer, Coverage, Question
from comity.asking.desk import Desk

__all__ = ["Answer", "Coverage", "Desk", "Question"]
