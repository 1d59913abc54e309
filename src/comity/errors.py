"""What can go wrong, drawn as a tree. Every message is one sentence: what is wrong, where, what to do.

ComityError                 base; the command line prints it and leaves with its `exit_status`
├── UserError               the user can mend it (status 2)
│   ├── SourceError         a path, file or text that cannot be used
│   ├── UnknownActor        a name the register and the record do not know; carries the nearest names
│   ├── UnknownQuestion     a question in plain English that the record cannot answer; carries the nearest ones
│   ├── DateError           a date that is impossible or can be read two ways
│   └── RecordError         a record file that is missing, foreign, or of another version
└── InternalError           our own fault (status 1)
    ├── LexiconError        shipped or overlaid vocabulary that breaks its schema
    └── RegisterError       register data that breaks its schema
        └── OverlayError    the same in rows of the user's own (status 2)
"""

from collections.abc import Sequence


class ComityError(Exception):
    """Base of every error that Comity raises on purpose."""

    exit_status = 1


class UserError(ComityError):
    """Something the user asked for cannot be done as asked."""

    exit_status = 2


class SourceError(UserError):
    """A path, file or text that cannot be read as a document."""


class UnknownActor(UserError):
    """A name that neither the register nor the record knows; `nearest` holds the closest known names."""

    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        self.name = name
        self.nearest = tuple(nearest)
        hint = f"; did you mean {', '.join(self.nearest)}?" if self.nearest else "; try its full or usual name."
        super().__init__(f"No actor is known by the name “{name}”{hint}")

    def __reduce__(self) -> tuple[type["UnknownActor"], tuple[str, Sequence[str]]]:
        """As it was made, for another process."""
        return type(self), (self.name, self.nearest)


class UnknownQuestion(UserError):
    """A question outside the grammar of `comity ask`; `nearest` holds questions like it that can be asked."""

    def __init__(self, question: str, nearest: Sequence[str] = ()) -> None:
        self.question = question
        self.nearest = tuple(nearest)
        hint = "; nearest are: " + " ".join(self.nearest) if self.nearest else "."
        super().__init__(f"The record cannot be asked “{question}”{hint}")


class DateError(UserError):
    """A date that cannot exist or can be read in two ways."""


class RecordError(UserError):
    """A record that is missing, is no Comity record, or was written by another version."""


class InternalError(ComityError):
    """A fault of Comity's own."""


class LexiconError(InternalError):
    """A lexicon file that breaks its schema."""


class RegisterError(InternalError):
    """A register file that breaks its schema."""


class OverlayError(RegisterError):
    """A user's own register file that breaks its schema: theirs to mend."""

    exit_status = UserError.exit_status
