"""Questions in plain English: a grammar kept as data turns each into one of the desk's queries, or refuses it."""

from comity.asking.ask.query import Query
from comity.asking.ask.running import run
from comity.asking.ask.understanding import Context, understand

__all__ = ["Context", "Query", "run", "understand"]
