"""Documents in: files and folders become Document values, whatever cannot be used becomes a Refusal."""
