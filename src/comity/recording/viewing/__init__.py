"""The parts of a view, by what is looked at; `comity.recording.view` puts them together."""
