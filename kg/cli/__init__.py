"""The command `kg`: it parses and prints; the work is done by `kg.graph`.

Exit codes: 0 answered or conforms, 1 the data breaks a rule, 2 could not do it, 130 interrupted.
"""

from __future__ import annotations

import os
import sys

import click

from kg.cli.commands import cli
from kg.cli.output import silence
from kg.errors import KgError

__all__ = ["cli", "run"]


def run(arguments: list[str] | None = None) -> int:
    """Run `kg` with `arguments` (default: those of the process) and return its exit code.

    No failure ends in a traceback; KG_TRACE=1 lets a fault of kg itself through.
    """
    try:
        if sys.stdout is None or sys.stdin is None:
            raise KgError("Standard input and output must be open.")
        code = cli.main(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except SystemExit as ended:  # so click ends when a pipe is closed, and after completing a word
        if "_KG_COMPLETE" in os.environ:
            return int(ended.code or 0)
        silence(1)
        return 0
    except BrokenPipeError:
        silence(1)
        return 0
    except (click.Abort, KeyboardInterrupt):
        return _complain("Interrupted.", 130)
    except click.ClickException as error:
        return _complain(error)
    except KgError as error:
        return _complain(f"Error: {error}", error.exit_code)
    except OSError as error:  # a full disk behind standard output, say
        silence(1)
        name = f" {error.filename}" if error.filename else ""
        return _complain(f"Error: cannot read or write{name}: {error.strerror or error}.")
    except Exception as error:
        if os.environ.get("KG_TRACE"):
            raise
        what = f"{type(error).__name__}: {error}"
        return _complain(
            f"Error: kg itself failed ({what}); please report it. KG_TRACE=1 shows where."
        )


def _complain(problem: str | click.ClickException, code: int = 2) -> int:
    """Say on standard error what is wrong, if anybody can be told, and return the exit code."""
    from kg.cli.output import Bar

    Bar.close_all()
    try:
        if isinstance(problem, str):
            click.echo(problem, err=True)
        else:
            problem.show()  # with the usage, or the help where nothing was asked
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        silence(2)
    return code
