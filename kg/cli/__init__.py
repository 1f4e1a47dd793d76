"""The command `kg`: it parses and prints; the work is done by `kg.graph`.

Exit codes: 0 answered or conforms, 1 the data breaks a rule, 2 could not do it, 130 interrupted.
"""

from __future__ import annotations

import os
import sys

import click

from kg.cli.commands import cli
from kg.errors import KgError

__all__ = ["cli", "main"]


def main() -> None:
    """Run `kg` and end the process with its exit code; no failure ends in a traceback."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run `kg` with `arguments` (default: those of the process) and return its exit code."""
    try:
        code = cli.main(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        _silence()
        return 0
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except KgError as error:
        click.echo(f"Error: {error}", err=True)
        return error.exit_code
    except OSError as error:  # a full disk behind standard output, say
        _silence()
        name = f" {error.filename}" if error.filename else ""
        click.echo(f"Error: cannot read or write{name}: {error.strerror or error}.", err=True)
        return 2
    except Exception as error:
        if os.environ.get("KG_TRACE"):
            raise
        click.echo(
            f"Error: kg itself failed ({type(error).__name__}: {error}); this is a fault to report."
            " KG_TRACE=1 shows where.",
            err=True,
        )
        return 2


def _silence() -> None:
    """Let the interpreter end without complaining about what it could not flush."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
