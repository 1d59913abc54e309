"""The record for language models: read-only tools of the Model Context Protocol whose every fact carries its words."""
