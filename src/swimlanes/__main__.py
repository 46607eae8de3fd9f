"""python -m swimlanes record my_program.py: a timeline of your own program.

The program runs as it is, under the same supervisor as a program cell.
"""

import argparse
import os
import sys
from pathlib import Path

USAGE = "python -m swimlanes record [-o FILE] [--timeout S] PROGRAM.py [ARG …]"


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m swimlanes", usage=USAGE)
    parser.add_argument("action", choices=["record"])
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        help="where to write the picture, .html or .svg "
        "(PROGRAM.timeline.html here)",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=3600,
        help="seconds after which the program is stopped (3600)",
    )
    parser.add_argument("program", type=Path)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    given = parser.parse_args(argv)
    if not given.program.is_file():
        parser.error(f"no such file: {given.program}")
    if given.output is None:
        given.output = Path(given.program.stem + ".timeline.html")
    if given.output.suffix not in (".html", ".svg"):
        parser.error(f"{given.output}: the name must end in .html or .svg")
    if not given.output.parent.is_dir():
        parser.error(f"no such folder: {given.output.parent}")
    if given.timeout <= 0:
        parser.error("--timeout must be more than 0 seconds")
    return given


def page(timeline, name: str) -> str:
    """Return a whole HTML page with the picture of `timeline`."""
    from html import escape

    from .drawing import as_html

    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(name)}</title>"
        "<style>:root{color-scheme:light dark}"
        "body{font-family:system-ui,sans-serif}</style>"
        f"<h1>{escape(name)}</h1>{as_html(timeline)}</html>\n"
    )


def main(argv: list[str] | None = None) -> int:
    """Record a program; return its exit code, 1 if it was stopped.

    Writes the picture and prints the same as text after the program's own
    output.
    """
    given = _arguments(sys.argv[1:] if argv is None else argv)
    from .drawing import as_svg
    from .errors import Interrupted, ProgramError
    from .program import run

    def show(text):
        sys.stdout.write(text)
        sys.stdout.flush()

    try:
        result = run(
            given.program,
            args=given.arguments,
            timeout=given.timeout,
            timeline=True,
            where=False,
            on_output=show,
            as_is=True,
        )
    except ProgramError as problem:
        print(f"swimlanes: {problem}", file=sys.stderr)
        return 1
    except Interrupted as stopped:
        result = stopped.result
    timeline = result.timeline
    if timeline is None or not timeline.lanes:
        problem = "; ".join(result.notes) or "nothing was recorded"
        print(f"swimlanes: {problem}", file=sys.stderr)
        return result.exit or 1
    if given.output.suffix == ".svg":
        picture = as_svg(timeline)
    else:
        picture = page(timeline, given.program.name)
    try:
        given.output.write_text(picture, encoding="utf-8")
    except OSError as problem:
        print(f"swimlanes: {problem}", file=sys.stderr)
        return 1
    if result.why is not None:
        print(f"\n[{result.ending}]")
    print(f"\n{timeline}\n\npicture: {given.output}")
    return result.exit if result.exit is not None else 1


if __name__ == "__main__":
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # such as `| head -1`; Python would flush again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)
