"""Numbers computed from the record or from imported data, each with definition, uncertainty and coverage."""
