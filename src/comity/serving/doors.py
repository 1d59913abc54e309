"""What the commands open: the record, its desk, the reader. Heavy libraries load here, when a command needs them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from comity.settings import Settings

if TYPE_CHECKING:
    from comity.asking import Desk
    from comity.newsroom import Reader, Selector
    from comity.reading.portions import Heed
    from comity.recording import Record
    from comity.register import Register
    from comity.sources.fetch import Fetcher


def _open_desk(address: str, settings: Settings) -> "Desk":
    from comity.asking.desk import open_desk

    return open_desk(address, _load_register(settings))


def _open_record(address: str) -> "Record":
    from comity.recording import open_record

    return open_record(address, create=True)


def _load_register(settings: Settings) -> "Register":
    from comity.register import Register

    return Register.load(settings.overlay)


def _make_reader(settings: Settings, register: "Register | None", heed: "Heed | None" = None) -> "Reader":
    from comity.reading import Reader

    return Reader(settings, register, heed=heed)


def _make_selector(register: "Register | None") -> "Selector":
    from comity.reading.selecting import Selector
    from comity.register import default

    return Selector(register or default())


def _make_fetcher(settings: Settings) -> "Fetcher":
    import comity
    from comity.sources.single_pages import open_fetcher

    return open_fetcher(comity.__version__, settings.contact)


class MakeReader(Protocol):
    """Loads the reader; `heed` is told how far it is within a long text."""

    def __call__(self, settings: Settings, register: "Register | None", heed: "Heed | None" = None, /) -> "Reader": ...


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways into the house that commands use; tests hand in their own."""

    open_desk: Callable[[str, Settings], "Desk"] = _open_desk
    open_record: Callable[[str], "Record"] = _open_record
    load_register: Callable[[Settings], "Register | None"] = _load_register
    make_reader: MakeReader = _make_reader
    make_selector: Callable[["Register | None"], "Selector"] = _make_selector
    make_fetcher: Callable[[Settings], "Fetcher"] = _make_fetcher
    settings: Settings = field(default_factory=Settings.from_environment)


def choose_desk(desk: "Desk", recorded: str | None, min_confidence: float | str | None) -> "Desk":
    """The desk before the record as it was at a moment of recording, with all that is at least so sure, where given.

    Raises `UserError` for what is no confidence.
    """
    then = desk.as_recorded(recorded) if recorded else desk
    return then.at_least(min_confidence) if min_confidence else then
