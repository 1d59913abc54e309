"""Pages of which a part is still computed: kept as far as they are, so that they are not made anew for that part."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from comity.serving.web.page import Page

KEPT = 64
"""Pages that are kept; the one begun longest ago goes first."""


class Begun:
    """Pages without the part that takes longer. Safe to use from many threads."""

    def __init__(self, room: int = KEPT) -> None:
        self._room, self._lock = room, Lock()
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()

    def finish(self, key: Hashable, begin: Callable[[], Page], end: Callable[[Page], Page]) -> Page:
        """The page that `end` makes of what `begin` gathers, which is kept for the next time while the page is passing.

        Equal keys mean equal pages: they name the state of the data and the day, too.
        """
        with self._lock:
            begun = self._pages.pop(key, None)
        page = begun or begin()
        whole = end(page)
        if whole.passing:
            with self._lock:
                self._pages[key] = page
                while len(self._pages) > self._room:
                    self._pages.popitem(last=False)
        return whole
