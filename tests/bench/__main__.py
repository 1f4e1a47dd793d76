"""Print what `kg` costs beside its peers and its goals, as ratios within this run.

    python -m tests.bench [starting] [closure] [shacl] [validate] [all]

Without a word, what starting costs. Peers that are not installed are left out with a line.
"""

from __future__ import annotations

import argparse

from tests.bench import closure, shacl, starting, validate

SECTIONS = {
    "starting": starting.main,
    "closure": closure.main,
    "shacl": shacl.main,
    "validate": validate.main,
}


def main() -> None:
    """Run the sections that are named."""
    parser = argparse.ArgumentParser(description="Print what kg costs beside its peers.")
    parser.add_argument("section", nargs="*", help=", ".join([*SECTIONS, "all"]))
    chosen = parser.parse_args().section or ["starting"]
    for name in chosen:
        if name not in SECTIONS and name != "all":
            parser.error(f"there is no section {name!r}: write {', '.join([*SECTIONS, 'all'])}")
    for name, section in SECTIONS.items():
        if name in chosen or "all" in chosen:
            print(f"# {name}")
            section()


if __name__ == "__main__":
    main()
