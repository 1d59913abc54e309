"""The one module that knows sources, reading and recording together: order, batches, resume, progress."""
