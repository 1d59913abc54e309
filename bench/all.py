"""Every figure with a limit, in one table: `make bench`."""

import argparse
import subprocess
import sys
from pathlib import Path

BENCHES = ("startup.py", "register.py", "reading.py", "memory.py", "calibration.py")


def main() -> int:
    """Run each measurement in a process of its own, then the score; status 1 when a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with gold/ and score/, for the score")
    options = parser.parse_args()
    here = Path(__file__).resolve().parent
    shared = ["--shared", str(options.shared)] if options.shared else []
    statuses = [subprocess.run([sys.executable, str(here / bench)], check=False).returncode for bench in BENCHES]
    statuses.append(subprocess.run([sys.executable, str(here / "score.py"), *shared], check=False).returncode)
    return int(any(statuses))


if __name__ == "__main__":
    sys.exit(main())
