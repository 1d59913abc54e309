"""Briefs: one actor over a stretch of time as one file, every line with the sentences that it rests on."""
