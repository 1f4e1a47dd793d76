"""Where the command `kg` begins; `python -m kg` is the same."""

import sys


def main() -> None:
    """Run `kg` and end the process with its exit code; Ctrl-C is heard from the first import on."""
    try:
        from kg.cli import run

        code = run()
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
