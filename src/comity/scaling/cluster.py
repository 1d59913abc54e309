"""Workers that are actors of a Ray cluster, here or elsewhere (`comity[ray]`): the same function on the same shards."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from comity.errors import UserError
from comity.scaling.executors import WorkerDied
from comity.scaling.pipeline import Recipe, Tools
from comity.scaling.processes import ONE_THREAD, PATIENCE
from comity.scaling.shards import At
from comity.scaling.storage import Done, Store
from comity.scaling.working import Task, perform


class _Reading:
    """The actor: loads its model once and reads the shards it is given."""

    def __init__(self, recipe: Recipe, store: Store) -> None:
        self._recipe, self._store = recipe, store
        self._tools: Tools | None = None

    def perform(self, task: Task) -> Iterator[At | Done]:
        """Read a shard, telling where it is."""
        self._tools = self._tools or self._recipe.make()
        yield from perform(task, self._tools, self._store)


@dataclass(slots=True)
class RayWorker:
    """One actor, on one processor of the cluster."""

    ray: Any
    recipe: Recipe
    store: Store
    patience: float = PATIENCE
    _actor: Any = None

    def perform(self, task: Task) -> Iterator[At | Done]:
        """Read a shard there."""
        if self._actor is None:
            remote = self.ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(_Reading)
            self._actor = remote.options(runtime_env={"env_vars": ONE_THREAD}).remote(self.recipe, self.store)
        patience = self.patience
        told = self._actor.perform.options(num_returns="streaming").remote(task)
        while True:
            try:
                ready, _ = self.ray.wait([told], timeout=patience)
                if not ready:
                    raise WorkerDied(f"it said nothing for {patience:.0f} seconds")
                one = self.ray.get(next(told))
            except StopIteration:
                return
            except self.ray.exceptions.RayTaskError as error:
                raise RuntimeError(str(error.cause)) from error
            except self.ray.exceptions.RayError as error:
                raise WorkerDied(type(error).__name__) from error
            yield one
            patience = one.stretch(self.patience) if isinstance(one, At) else self.patience

    def end(self) -> None:
        """Kill it: what it has not published is nobody's loss."""
        actor, self._actor = self._actor, None
        if actor is not None:
            with suppress(Exception):
                self.ray.kill(actor, no_restart=True)


@contextmanager
def joined_cluster(address: str | None) -> Iterator[Any]:
    """Ray, joined to the cluster at `address`, or to one of this machine that ends with the block."""
    try:
        import ray  # an extra's
    except ImportError as error:
        raise UserError("The ray executor needs Ray; install “comity[ray]”.") from error
    try:
        ray.init(address=address, include_dashboard=False if address is None else None, log_to_driver=False)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise UserError(f"There is no Ray cluster at {address or 'this machine'}: {error}.") from error
    try:
        yield ray
    finally:
        ray.shutdown()


def spare_processors(ray: Any) -> int:
    """How many workers the cluster can have at most when one processor is left for reading what comes in."""
    return max(1, int(ray.cluster_resources().get("CPU", 1)) - 1)
