"""From an error to one sentence and an exit status: 2 what the user can mend, 1 our own fault, 130 interrupted."""

import errno
import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from comity.errors import ComityError
from comity.serving.terminal import messages, plain

INTERRUPTED = 130
USER = 2
OURS = 1


class Commands(TyperGroup):
    """The group of all commands; errors that leave a command end here."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command and turn what it raises into a sentence on standard error."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            complain("interrupted.")
            raise typer.Exit(INTERRUPTED) from None
        except ComityError as error:
            complain(str(error))
            raise typer.Exit(error.exit_status) from None
        except BrokenPipeError:
            _let_go_of_output()
            raise typer.Exit(0) from None
        except OSError as error:
            complain(describe_os_error(error))
            raise typer.Exit(USER) from None
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if _is_usage(error):
                raise
            _confess(error)
            raise typer.Exit(OURS) from None


def complain(sentence: str) -> None:
    """Say on standard error what is wrong."""
    messages().print(plain(f"comity: {sentence}"))


def describe_os_error(error: OSError) -> str:
    """A sentence for what the operating system refused."""
    if error.errno == errno.ENOSPC:
        return "the disk is full; make room and run the same command again."
    place = f" {error.filename}" if error.filename else ""
    return f"cannot use{place}: {error.strerror or error}."


def _is_usage(error: Exception) -> bool:
    """Whether the command line library itself complains: it prints its own message and leaves with status 2."""
    return hasattr(error, "exit_code") and hasattr(error, "show")


def _confess(error: Exception) -> None:
    if os.environ.get("COMITY_DEBUG"):
        traceback.print_exception(error)
    complain(
        f"a fault of Comity's own ({type(error).__name__}: {error}); please report it, "
        "with what COMITY_DEBUG=1 shows for the same command."
    )


def _let_go_of_output() -> None:
    """Point standard output at nothing, so that closing it does not complain once more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
