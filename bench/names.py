"""How well names are resolved, beside country_converter, hdx-python-country and countrycode.

The peers' published tests are read from their own source packages at run time (`--peers`, a folder with their
unpacked sources, `python -m pip download --no-deps --no-binary :all: PACKAGE`) and never copied here; a peer that
is installed is run on the same cases. Our own lists of demonyms, capitals and nonsense lie under tests/.
"""

import argparse
import ast
import csv
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

CASES = Path(__file__).parents[1] / "tests" / "register" / "cases"

Case = tuple[str, str, str | None]  # where from, text, ISO 3166-1 alpha-3 or None for “nobody”
Resolver = Callable[[str], str | None]

_QUOTED = r"""(['"])(?P<text>(?:\\.|(?!\1).)*)\1"""
_EQUALS = re.compile(
    rf"""iso3c_of\({_QUOTED}\)\s*(?:==|,\s*\n?\s*(?:equals\()?)\s*(?P<code>['"][A-Z]{{3}}['"]|NA_character_)"""
)
_HDX = re.compile(
    rf"""get_iso3_country_code(?:_fuzzy)?\(\s*{_QUOTED}\s*\)\s*(?:==|is)\s*\(?\s*(?P<code>"[A-Z]{{3}}"|None)"""
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--peers", type=Path, help="folder with the unpacked sources of the peers")
    arguments.add_argument("--wrong", action="store_true", help="list what Comity gets wrong or does not know")
    options = arguments.parse_args()
    logging.disable(logging.CRITICAL)
    cases = [case for case in dict.fromkeys(published(options.peers)) if is_iso(case)] if options.peers else []
    resolvers = {"comity": comity(), **dict(peers())}
    for title, chosen in (
        ("published by the peers", [case for case in cases if case[2]]),
        ("which the peers say is no country", [case for case in cases if not case[2]]),
        (
            "of our nonsense",
            [("comity", line, None) for line in (CASES / "nonsense.txt").read_text("utf-8").splitlines()],
        ),
    ):
        table(title, chosen, resolvers, options.wrong)
    whole_register(options.wrong)
    own_lists(options.wrong)


def is_iso(case: Case) -> bool:
    """Whether a case asks for an ISO code: country_converter has some codes of its own."""
    from comity import register

    return case[2] is None or register.entry(f"state:{case[2]}") is not None


def comity() -> Resolver:
    """Our first candidate's code, when asked for a state."""
    from comity import register

    def resolve(text: str) -> str | None:
        found = register.resolve(text, kind="state")
        return found[0].id.removeprefix("state:") if found else None

    return resolve


def peers() -> Iterator[tuple[str, Resolver]]:
    """The peers that are installed here."""
    try:
        import country_converter

        converter = country_converter.CountryConverter()

        def coco(text: str) -> str | None:
            found = converter.convert(text, src="regex", to="ISO3", not_found="-")
            return found if isinstance(found, str) and found != "-" else None

        yield "country_converter", coco
    except ImportError:
        pass
    try:
        from hdx.location.country import Country

        Country.countriesdata(use_live=False)
        yield "hdx-python-country", lambda text: Country.get_iso3_country_code_fuzzy(text)[0]
    except ImportError:
        pass
    try:
        from countrycode import countrycode

        yield "countrycode", lambda text: countrycode(text, "country.name", "iso3c") or None
    except ImportError:
        pass


def published(folder: Path) -> Iterator[Case]:
    """Names and codes from the peers' own tests and tables."""
    for path in sorted(folder.rglob("test*regex*.py")) + sorted(folder.rglob("test-regex*.R")):
        for match in _EQUALS.finditer(path.read_text("utf-8")):
            code = match["code"].strip("'\"")
            yield "countrycode", _unquoted(match["text"]), None if code == "NA_character_" else code
    for path in sorted(folder.rglob("test_country.py")):
        for match in _HDX.finditer(path.read_text("utf-8")):
            code = match["code"].strip('"')
            yield "hdx-python-country", _unquoted(match["text"]), None if code == "None" else code
    for path in sorted(folder.rglob("country_data.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t"))
        codes = {row["name_short"]: row["ISO3"] for row in rows}
        for row in rows:
            yield "country_converter", row["name_short"], row["ISO3"]
            yield "country_converter", row["name_official"], row["ISO3"]
        for table_path in sorted(folder.rglob("test_regex*.txt")):
            with table_path.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines, delimiter="\t"):
                    if row["name_short"] in codes:
                        yield "country_converter", row["name_test"].strip(), codes[row["name_short"]]
    for path in sorted(folder.rglob("should_not_match.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield "country_converter", line.strip(), None


def table(title: str, cases: list[Case], resolvers: dict[str, Resolver], wrong: bool) -> None:
    """Right, wrong and unanswered of each resolver on the same cases."""
    if not cases:
        return
    print(f"\n{len(cases)} names {title}")
    for name, resolve in resolvers.items():
        answers = [(text, expected, resolve(text)) for _, text, expected in cases]
        right = sum(given == expected for _, expected, given in answers)
        none = sum(given is None and expected is not None for _, expected, given in answers)
        print(
            f"  {name:20} right {right:4} ({right / len(cases):.1%})"
            f"  wrong {len(cases) - right - none:3}  none {none:3}"
        )
        if wrong and name == "comity":
            for text, expected, given in answers:
                if given != expected:
                    print(f"      {text!r}: {given}, expected {expected}")


def own_lists(wrong: bool) -> None:
    """Demonyms, capitals and seats: the first candidate's id."""
    from comity import register

    for name in ("demonyms", "capitals"):
        with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        missed = []
        for row in rows:
            found = register.resolve(row["word"], at=row.get("at") or None)
            if not found or found[0].id != row["id"]:
                missed.append((row["word"], row["id"], found[0].id if found else None))
        print(f"\n{len(rows)} {name}: right {len(rows) - len(missed)} ({1 - len(missed) / len(rows):.1%})")
        for miss in missed if wrong else ():
            print("     ", *miss)


def whole_register(wrong: bool) -> None:
    """Nonsense put to the whole register: persons, organisations and places too."""
    from comity import register

    lines = (CASES / "nonsense.txt").read_text("utf-8").splitlines()
    taken = [line for line in lines if register.resolve(line)]
    print(f"  comity, of any kind  right {len(lines) - len(taken):4} ({1 - len(taken) / len(lines):.1%})")
    for line in taken if wrong else ():
        print(f"      {line!r}: {register.resolve(line)[0]}")


def _unquoted(text: str) -> str:
    return str(ast.literal_eval(f'"{text}"')) if '"' not in text.replace('\\"', "") else text


if __name__ == "__main__":
    sys.exit(main())
