"""A scenario to step through as HTML that needs nothing but a browser.

The text of one schedule stays where scripts do not run; one inline script
puts the walk in its place.  It asks no host for anything and uses no ids, so
that any number of copies can stand on one page.
"""

import hashlib
import json
from functools import cache
from html import escape
from pathlib import Path

from .palette import css

_HERE = Path(__file__).parent


@cache
def module():
    """Return the JavaScript module of the walk, unindented."""
    lines = (_HERE / "step.js").read_text("utf-8").splitlines()
    return "\n".join(line.strip() for line in lines)


@cache
def style():
    """Return the style sheet of the walk, with the palette."""
    return css(".swim-step") + (_HERE / "step.css").read_text("utf-8")


def html(data, text):
    """Return the walk through `data` as self-contained HTML.

    Parameters
    ----------
    data
        The states, as `stepping.Stepper` stores them.
    text
        One schedule in words, for where scripts do not run.
    """
    stored = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    stored = stored.replace("<", "\\u003c")  # no </script> inside
    mark = hashlib.sha256(stored.encode()).hexdigest()[:12]
    return f"""\
<style>{style()}</style>
<div class="swim-step" data-step="{mark}">
<pre tabindex="0" style="overflow-x:auto">{escape(text)}</pre></div>
<script type="module">
{module()}
const el = document.querySelector("[data-step='{mark}']:not([data-drawn])");
if (el) {{
  el.dataset.drawn = "";
  const data = {stored};
  render({{ el, model: {{ get: () => data }} }});
}}
</script>
"""
