"""Every figure in one run: `make bench`. Benches of reading that need annotated sets run when those are in reach."""

import argparse
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent
OURS = (
    "startup.py",
    "register.py",
    "names.py",
    "reading.py",
    "throughput.py",
    "processes.py",
    "growth.py",
    "memory.py",
    "calibrate.py --held-out",
    "recipients.py --held-out",
    "agreement.py",
    "selecting.py",
)
"""What needs nothing but this repository."""
SHARED = {
    "register_replay.py": ("reference", "{shared}/reference/igo_status.csv"),
    "leaders.py": ("--reference", "{shared}/reference"),
    "plover.py": ("--shared", "{shared}"),
    "dates.py": ("--shared", "{shared}"),
    "quotes.py": ("--shared", "{shared}"),
    "pronouns.py": ("--gold", "{shared}/gold/coreference/gum.jsonl"),
    "measures.py": ("--shared", "{shared}"),
}
"""What measures against reference data and annotated sets in a folder beside the repository."""


def commands(shared: Path | None) -> list[list[str]]:
    """Each bench with its arguments, in order; those whose data are missing are left out."""
    found = [command.split() for command in OURS]
    if shared is not None and shared.is_dir():
        for name, (option, value) in SHARED.items():
            path = value.format(shared=shared)
            found.append([name, path] if option == "reference" else [name, option, path])
        found.append(["score.py", "--shared", str(shared)])
    else:
        found.append(["score.py"])
    return [command for command in found if (HOUSE / command[0]).exists()]


def main() -> int:
    """Run each measurement in a process of its own; status 1 when one breaks its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with gold/, reference/ and score/")
    broken = []
    for command in commands(parser.parse_args().shared):
        print(f"\n== {' '.join(command)}", flush=True)
        if subprocess.run([sys.executable, str(HOUSE / command[0]), *command[1:]], check=False).returncode:
            broken.append(command[0])
    if broken:
        print(f"\nlimits broken or benches failed: {', '.join(broken)}")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
