"""Finding quotations: marks, cues, frames, clauses and turns, and the words of those who speak."""
