"""`comity export`: the whole record in a format of its own or of others. A file or folder appears once it is whole."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.errors import UserError
from comity.serving.options import AsOfOption, MinConfidenceOption, RecordOption, ReportsOnlyOption
from comity.sureness import tell_least

if TYPE_CHECKING:
    from comity.recording import View
    from comity.register import Register


class Target(StrEnum):
    """What a record can be exported to."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"
    PANELS = "panels"
    PLOVER = "plover"
    CAMEO = "cameo"
    GRAPHML = "graphml"
    GEXF = "gexf"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"
    FTM = "ftm"
    FTM_STATEMENTS = "ftm-statements"
    RDF = "rdf"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported, and where to."""

    target: Target
    view: "View"
    out: Path
    with_texts: bool
    load_register: "Callable[[], Register]"


def export(
    ctx: typer.Context,
    format: Annotated[Target, typer.Argument(help="What is written.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="Where it is written, a file or a new folder.")],
    with_texts: Annotated[
        bool, typer.Option("--with-texts", help="The texts of the documents too, so that it can be imported again.")
    ] = False,
    asof: AsOfOption = None,
    reports_only: ReportsOnlyOption = False,
    min_confidence: MinConfidenceOption = None,
    record: RecordOption = None,
) -> None:
    """Write the record for another record, for R, Python, Gephi, reference managers and other programs."""
    from comity.recording import open_record
    from comity.register import default
    from comity.serving.terminal import output, plain

    with (
        open_record(record or ctx.obj.settings.record) as store,
        store.view(asof=asof, reports_only=reports_only, min_confidence=min_confidence or 0.0) as view,
    ):
        order = Order(format, view, out, with_texts, lambda: ctx.obj.load_register(ctx.obj.settings) or default())
        told, unsure = EXPORTS[format](order), view.left_out()
    output().print(plain(f"{told} in {out}."), soft_wrap=True)
    if unsure:
        least = tell_least(min_confidence or 0.0)
        output().print(plain(f"{unsure:,} statements {least} were left out."), soft_wrap=True)


def _write(path: Path, parts: Iterable[bytes]) -> int:
    """Write the parts to a file; how many there were."""
    from comity.serving.delivery import whole_file

    count = 0
    with whole_file(path) as file:
        for part in parts:
            file.write(part)
            count += 1
    return count


def _export_lines(order: Order) -> str:
    from comity.exchanging.lines import write_lines

    view = order.view
    beside = (view.kept_notes(), view.kept_layers(), view.kept_votes(), view.kept_watches())
    lines = write_lines(view.kept(), view.judgements(), *beside, with_texts=order.with_texts)
    return f"{_write(order.out, lines):,} lines"


def _export_snapshot(order: Order) -> str:
    from comity.exchanging.snapshot import write_snapshot
    from comity.serving.delivery import whole_folder

    with whole_folder(order.out) as folder:
        counts = write_snapshot(order.view, folder, order.target.value, with_texts=order.with_texts)
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())


def _export_panels(order: Order) -> str:
    from comity.exchanging.panels import write_panels
    from comity.serving.delivery import whole_folder

    with whole_folder(order.out) as folder:
        counts = write_panels(order.view, folder, order.load_register())
    return f"{counts['dyad_day']:,} dyad-days and {counts['membership_year']:,} membership-years"


def _export_rows(order: Order) -> str:
    from comity.exchanging.event_rows import write_cameo, write_plover
    from comity.exchanging.happened import cow_codes, happened

    write = write_plover if order.target is Target.PLOVER else write_cameo
    return f"{_write(order.out, write(happened(order.view), cow_codes(order.load_register()))) - 1:,} rows"


def _export_network(order: Order) -> str:
    from comity.exchanging.happened import happened
    from comity.exchanging.networks import build_network, to_gexf, to_graphml

    graph = build_network(happened(order.view), order.load_register())
    _write(order.out, [to_gexf(graph) if order.target is Target.GEXF else to_graphml(graph)])
    return f"{graph.number_of_nodes():,} actors and {graph.number_of_edges():,} ties"


def _export_references(order: Order) -> str:
    from comity.exchanging.citations import Source, to_bibtex, to_csl, to_ris

    version = order.view.data_version
    sources = [
        Source(head.id, head.title, head.publisher, head.published, head.url, head.recorded_at, version)
        for head in order.view.documents()
        if not head.register
    ]
    write = {Target.BIBTEX: to_bibtex, Target.RIS: to_ris, Target.CSL: to_csl}[order.target]
    _write(order.out, [write(sources).encode()])
    return f"{len(sources):,} references"


def _export_ftm(order: Order) -> str:
    try:
        from comity.exchanging.follow_the_money import write_entities, write_statements
    except ModuleNotFoundError as error:
        raise UserError("FollowTheMoney needs its library; “pip install comity[ftm]” brings it.") from error
    if order.target is Target.FTM:
        return f"{_write(order.out, write_entities(order.view, order.load_register())):,} entities"
    return f"{_write(order.out, write_statements(order.view, order.load_register())) - 1:,} statements"


def _export_rdf(order: Order) -> str:
    from comity.exchanging.rdf import write_turtle

    return f"{_write(order.out, write_turtle(order.view, order.load_register())) - 1:,} blocks of Turtle"


EXPORTS: dict[Target, Callable[[Order], str]] = {
    Target.JSONL: _export_lines,
    Target.PARQUET: _export_snapshot,
    Target.CSV: _export_snapshot,
    Target.PANELS: _export_panels,
    Target.PLOVER: _export_rows,
    Target.CAMEO: _export_rows,
    Target.GRAPHML: _export_network,
    Target.GEXF: _export_network,
    Target.BIBTEX: _export_references,
    Target.RIS: _export_references,
    Target.CSL: _export_references,
    Target.FTM: _export_ftm,
    Target.FTM_STATEMENTS: _export_ftm,
    Target.RDF: _export_rdf,
}
"""Writes what each target is; says in a few words what was written."""
