"""One small style sheet for the whole book, and no script before the text.

The theme sends some 700 kB of rules in a dozen files, and a page is blank
until all of them are there.  Here the rules that no page of the book can
match are taken out, and the rest becomes one file, `styles/book.css`.
Scripts wait until the page is shown.
"""

import re
from pathlib import Path

import tinycss2

from swimlanes import palette

BOOK = "styles/book.css"
THEME = ["basic.css", "styles/pydata-sphinx-theme.css"]  # no page lists them
NEVER_USED = ("thebe", "styles/theme.css")
# A part of a script's name or text, and what it is for.
FOR_SOME_PAGES = {
    "design-tabs": r'class="[^"]*\bsd-tab',
    "toggle": r'class="[^"]*\b(toggle|dropdown)\b',
    "clipboard": r'class="highlight',
    "copybutton": r'class="highlight',
}
LEFT_OVER = ["scripts/fontawesome.js", "**/*.map", "**/*.ttf", "*thebe*"]

# What Bootstrap's script makes for a menu, a dialog or a tooltip; the rest
# of its vocabulary belongs to parts that the theme does not use.
MADE_BY_BOOTSTRAP = {
    *("show", "showing", "hide", "fade", "active", "collapsing", "disabled"),
    *("tooltip", "tooltip-inner", "tooltip-arrow", "bs-tooltip-auto"),
    *("dropup", "dropend", "dropstart", "dropdown-menu"),
}
CLASS = re.compile(r"""\s(?:class|id)=["']?([^"'>]*)""")
SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
WORD = re.compile(r"[\w-]+")
NAME = re.compile(r"[.#]((?:[\w-]|\\.)+)")
TTF = re.compile(r",\s*url\([^)]*\.ttf\)\s*format\([^)]*\)")
DROPPED = {"import", "charset"}
NESTED = {"media", "supports", "container", "layer"}


def lighten(app, pagename, templatename, context, doctree):
    """Let a page load one style sheet, and its scripts after the text."""
    sheets = context["css_files"]
    app.sheets |= {
        str(sheet.filename): sheet.priority
        for sheet in sheets
        if not is_unused(sheet)
    }
    sheets[:] = [f"_static/{BOOK}"]
    scripts = context["script_files"]
    page = context.get("body", "")
    scripts[:] = [
        script
        for script in scripts
        if not is_unused(script) and is_needed(script, page)
    ]
    for script in scripts:
        if script.filename:
            script.attributes["defer"] = "defer"


def is_unused(asset):
    """Tell whether this book can do without a script or style sheet."""
    body = asset.attributes.get("body") or ""
    return (
        any(part in str(asset.filename or "") for part in NEVER_USED)
        or "THEBE_JS_URL" in body
        or ".pagename" in body  # for a choice of versions, which we have not
        or "jupyter.widget" in (asset.attributes.get("type") or "")
    )


def is_needed(script, page):
    """Tell whether a page has what a script is for."""
    text = f"{script.filename} {script.attributes.get('body')}".lower()
    return all(
        re.search(sign, page)
        for name, sign in FOR_SOME_PAGES.items()
        if name in text
    )


def names_in_use(folder):
    """Return the classes and ids of all pages, and what scripts may add."""
    names = set(MADE_BY_BOOTSTRAP)
    for page in folder.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        for value in CLASS.findall(html):
            names.update(value.split())
        for script in SCRIPT.findall(html):
            names.update(WORD.findall(script))
    for script in folder.glob("_static/**/*.js"):
        if script.name not in ("bootstrap.js", "fontawesome.js"):
            names.update(WORD.findall(script.read_text(encoding="utf-8")))
    return names


def can_match(selector, names):
    """Tell whether an element with these names may match a selector."""
    while (shorter := re.sub(r"\([^()]*\)", "", selector)) != selector:
        selector = shorter  # whatever :not(…), :is(…) and the like say
    return all(
        name.replace("\\", "") in names for name in NAME.findall(selector)
    )


def used_rules(rules, names, variables):
    """Return the CSS of those parsed rules that some page can match.

    Of the declarations of custom properties, only `variables` are kept.
    """
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [
                selector.strip()
                for selector in split(tinycss2.serialize(rule.prelude))
                if can_match(selector, names)
            ]
            body = declarations(rule.content, variables)
            if selectors and body:
                kept.append(f"{','.join(selectors)}{{{body}}}")
        elif rule.type == "at-rule" and rule.at_keyword in NESTED:
            inside = tinycss2.parse_rule_list(rule.content, True, True)
            if css := used_rules(inside, names, variables):
                head = tinycss2.serialize(rule.prelude).strip()
                kept.append(f"@{rule.at_keyword} {head}{{{css}}}")
        elif rule.type == "at-rule" and rule.at_keyword not in DROPPED:
            kept.append(rule.serialize())
    return "".join(kept)


def split(selectors):
    """Split at the commas outside of brackets."""
    return re.split(r",(?![^(\[]*[)\]])", selectors)


def declarations(content, variables):
    """Return a rule's declarations, as text without spare white space."""
    parts, part = [], []
    for token in [*content, None]:
        if token is None or token == ";":
            text = re.sub(r"\s+", " ", tinycss2.serialize(part)).strip()
            name = text.partition(":")[0].strip()
            if text and (name in variables or not name.startswith("--")):
                parts.append(text)
            part = []
        elif token.type != "comment":
            part.append(token)
    return ";".join(parts)


def smallest(css, names):
    """Return those rules and variables of a style sheet that are used."""
    while True:
        variables = set(re.findall(r"var\(\s*(--[\w-]+)", css))
        rules = tinycss2.parse_stylesheet(css, True, True)
        shorter = used_rules(rules, names, variables)
        if shorter == css:
            return css
        css = shorter


def write_sheet(app, failure):
    if failure or app.builder.name != "html" or not app.sheets:
        return
    static = Path(app.outdir, "_static")
    css = "".join(
        (static / sheet.removeprefix("_static/")).read_text("utf-8")
        for sheet in THEME + sorted(app.sheets, key=app.sheets.get)
    )
    css = smallest(css, names_in_use(Path(app.outdir)))
    (static / BOOK).write_text(TTF.sub("", css), "utf-8")
    for pattern in LEFT_OVER:
        for path in static.glob(pattern):
            path.unlink()


def write_palette(app):
    """Give the pages the colours that the pictures have."""
    app.sheets = {}  # the style sheets that pages list, and their order
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    static.joinpath("palette.css").write_text(palette.css("body") + "\n")


def setup(app):
    app.connect("builder-inited", write_palette)
    app.connect("html-page-context", lighten, priority=999)
    app.connect("build-finished", write_sheet, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
