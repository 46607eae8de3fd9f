"""What `pytest --nbval` compares in the notebooks, and what it leaves out.

The stored outputs come from one real run.  A tag on a cell says which part
of them must come again in every run:

any-order   the same lines, in whatever order
lanes       in order within a lane (the text before ": "), free between lanes
picture     printed lines exactly; the picture differs in its times
measured    printed lines exactly; the widget differs in its times
varies      nothing of it; the next code cell checks what must hold

No other exemption exists.  The number of cells under each tag is printed at
the end of the run.
"""

import copy
from collections import Counter

from nbval.plugin import IPyNbCell

ORDERS = {"any-order", "lanes"}
EXEMPT = {"picture", "measured", "varies"}
DRAWN = {
    "text/html",
    "text/plain",
    "application/vnd.jupyter.widget-view+json",
}

cells = Counter()
compare_exactly = IPyNbCell.compare_outputs


def in_any_order(text, tags):
    """Sort the lines of `text` by what the order tag leaves free."""
    lines = text.splitlines(keepends=True)
    if "lanes" in tags:
        return "".join(sorted(lines, key=lambda line: line.split(": ")[0]))
    return "".join(sorted(lines))


def printed(outputs):
    """Join the printed pieces of `outputs`, and drop what was drawn."""
    kept, text = [], None
    for output in outputs:
        if output.output_type == "stream":
            if text is None:
                text = output
                kept.append(output)
            else:
                text.text += output.text
        elif not (
            output.output_type in ("display_data", "execute_result")
            and set(output.data) <= DRAWN
        ):
            kept.append(output)
    return kept


def compare_outputs(self, test, ref, skip_compare=None):
    tags = set(self.cell.metadata.get("tags", []))
    cells["code cells"] += 1
    cells.update(tags & (ORDERS | EXEMPT))
    if "varies" in tags:
        return True
    if tags & (ORDERS | EXEMPT):
        test, ref = copy.deepcopy(test), copy.deepcopy(ref)
    if tags & EXEMPT:
        test, ref = printed(test), printed(ref)
    if tags & ORDERS:
        for output in [*test, *ref]:
            if output.output_type == "stream":
                output.text = in_any_order(self.sanitize(output.text), tags)
    return compare_exactly(self, test, ref, skip_compare)


IPyNbCell.compare_outputs = compare_outputs


def pytest_terminal_summary(terminalreporter):
    if cells:
        counts = ", ".join(
            f"{cells[tag]} {tag}" for tag in sorted(ORDERS | EXEMPT)
        )
        terminalreporter.write_line(
            f"{cells['code cells']} code cells compared; "
            f"free in part or exempt, by tag: {counts}"
        )
