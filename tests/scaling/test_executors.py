"""Executors: the same bytes from each, whoever dies meanwhile."""

import multiprocessing
import threading

import pytest
from word_reader import ByWord

from comity.scaling.executors import Failed, WorkerDied
from comity.scaling.manifest import plan_shards
from comity.scaling.pipeline import Tools
from comity.scaling.processes import ProcessWorker
from comity.scaling.running import Crew, open_tasks, run_archive, take_stock
from comity.scaling.shards import At
from comity.scaling.storage import Done, LocalStore
from comity.scaling.working import perform

SERIAL, PROCESSES = Crew("serial"), Crew("processes", workers=2, patience=600)


def run(manifest, recipe, store, crew):
    """The last progress of a whole run."""
    progress = None
    for progress, _ in run_archive(manifest, recipe, store, crew):  # noqa: B007
        pass
    return progress


@pytest.fixture
def undisturbed(tmp_path, manifest, recipe, contents):
    store = LocalStore(tmp_path / "undisturbed")
    run(manifest, recipe, store, SERIAL)
    return contents(store.root)


def test_processes_write_the_bytes_that_one_process_writes(manifest, recipe, store, undisturbed, contents):
    progress = run(manifest, recipe, store, PROCESSES)
    assert contents(store.root) == undisturbed
    assert (progress.finished, progress.counts["read"], progress.counts["refused"]) == (4, 9, 1)
    assert progress.left == 0


def test_what_is_done_is_not_done_again(manifest, recipe, store):
    run(manifest, recipe, store, SERIAL)
    again = run(manifest, recipe, store, SERIAL)
    assert (again.before, again.finished) == (4, 0)
    (standing,) = take_stock(manifest, store)
    assert (standing.done, standing.total, standing.counts["read"]) == (4, 4, 9)


def test_another_version_reads_everything_anew(manifest, recipe, store, tools):
    run(manifest, recipe, store, SERIAL)
    newer = Tools(tools.reader, "another register")
    assert len(open_tasks(manifest, newer.pipeline, store)) == 4


def test_a_run_that_is_closed_goes_on_later(manifest, recipe, store, undisturbed, contents):
    events = run_archive(manifest, recipe, store, SERIAL)
    for _, event in events:
        if isinstance(event, Done):
            events.close()
    assert len(contents(store.root)) < len(undisturbed)
    run(manifest, recipe, store, PROCESSES)
    assert contents(store.root) == undisturbed


def test_closing_a_run_of_processes_lets_them_go(manifest, store):
    before = set(threading.enumerate())
    events = run_archive(manifest, ByWord(seconds=3600), store, PROCESSES)
    next(events)
    next(events)
    workers = multiprocessing.active_children()
    closing = threading.Thread(target=events.close, daemon=True)
    closing.start()
    closing.join(600)
    assert not closing.is_alive()
    assert workers
    assert not {*workers} & {*multiprocessing.active_children()}
    assert set(threading.enumerate()) <= before


def test_workers_that_are_killed_are_replaced(manifest, store, undisturbed, contents, tmp_path):
    lives = tmp_path / "lives"
    lives.mkdir()
    for life in "abc":
        (lives / life).touch()
    progress = run(manifest, ByWord(lives=lives), store, PROCESSES)
    assert not list(lives.iterdir())
    assert not progress.failures
    assert contents(store.root) == undisturbed


def test_a_text_that_kills_is_left_out_and_the_rest_is_read(folder, recipe, store):
    (folder / "001.md").write_text("A killer came.\n")
    progress = run(plan_shards([str(folder)], files=20), recipe, store, PROCESSES)
    assert (progress.counts["read"], progress.counts["failed"]) == (8, 1)
    assert not progress.failures


def test_a_worker_that_says_nothing_is_replaced(folder, store):
    crew = Crew("processes", workers=1, patience=0.5)
    manifest = plan_shards([str(folder / "000.md")])
    progress = run(manifest, ByWord(seconds=30), store, crew)
    # One that starts slower than it may be silent never tells with which text; another's text is left out.
    assert all(isinstance(failure, Failed) for failure in progress.failures)
    assert (progress.counts["read"], len(progress.failures) or progress.counts["failed"]) == (0, 1)


class Line:
    """The driver's end of a pipe to a worker that tells what it is given to tell; keeps how long it was waited for."""

    def __init__(self, told):
        self.told, self.waits = list(told), []

    def send(self, task):
        pass

    def poll(self, seconds):
        self.waits.append(seconds)
        return bool(self.told)

    def recv(self):
        return self.told.pop(0), False


def test_a_worker_with_a_long_text_in_hand_is_waited_for_longer_and_then_as_before(manifest, recipe, store, tools):
    line = Line([At(0), At(0, characters=2_000_000), At(16)])
    worker = ProcessWorker(recipe, store, patience=300.0, _pipe=line)
    told = worker.perform(open_tasks(manifest, tools.pipeline, store)[0])
    with pytest.raises(WorkerDied, match="nothing for 300 seconds"):
        list(told)
    assert line.waits == [300, 300, 300 + 2_000, 300]


def test_tools_of_another_version_are_refused(manifest, tools, store):
    (task, *_) = open_tasks(manifest, Tools(tools.reader, "another register").pipeline, store)
    with pytest.raises(Exception, match="install one release"):
        list(perform(task, tools, store))


def test_the_time_that_is_left_is_told(manifest, recipe, store):
    told = [progress.remaining for progress, _ in run_archive(manifest, recipe, store, SERIAL)]
    assert told[0] is None
    assert told[-1] == 0
