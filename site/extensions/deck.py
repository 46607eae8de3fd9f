"""How a chapter becomes slides: one idea on each, and the minutes for it.

The author of a notebook writes no slides.  A page is a row of headings,
paragraphs, programs and what these print, and that is enough to cut it:

- a heading starts a slide;
- a program stands under the paragraph that leads to it;
- what it prints appears at the next key, so that a hall can predict it,
  on the same slide if there is room;
- what is said about it afterwards is a slide of its own, or stands under
  what was printed, if that found no room beside the program;
- pictures and widgets have one to themselves, to be seen from the last row;
- what only the page needs is left out: checks, and cells that confirm what
  stands above them.

Heights are estimates for a slide of 1280 by 720 pixels; in the browser,
type shrinks a little where one was too low (`slides.html`).  Cells may say
more with `slideshow.slide_type`, as in Jupyter: slide, fragment, skip, notes.
"""

import re
from dataclasses import dataclass, field
from math import ceil

from docutils import nodes

ROOM = 610  # pixels of a slide's height that are filled
# A program may ask for more, and what it prints for more still: type that
# is a little smaller is better than an answer without its question.
MOST = {"code": 1.1 * ROOM, "output": 1.25 * ROOM}
LINE, CODE_LINE, GAP = 39, 31, 22  # pixels
SHORT = 2 * CODE_LINE + GAP  # a call of what stands above it
WIDTH = 80  # characters of prose in a line
PICTURES_SCALE = 1.6  # in slides.css
PREDICT = re.compile(r"\bPredict\b")
ONLY_IMPORTS = re.compile(r"((%\w+|from|import)\b.*\s*|\s*#.*\s*)*")
SAVED = re.compile(r"\[saved [\w.]+\]\s*")
CONFIRMED = re.compile(r"\(?True(, (True|'[\w ]+'))*\)?\s*")
QUESTION = re.compile(r"\d+\.\s")  # the number of a question
FOR_THE_PAGE = "check-yourself", "exercises"  # say how to use the page
HINTS = {
    "exercise": "The check of this exercise is the next cell of the page.",
    "hide-output": "Let everybody decide before you show what is printed.",
    "any-order": "In another run the lines may come in another order.",
    "varies": "Another run prints something else; the page checks what holds.",
    "raises-exception": "The error is the lesson.",
    "measured": "Move a slider: each position was measured.",
}


@dataclass
class Piece:
    """Something that stays whole, with its height and its time to speak."""

    kind: str  # title, prose, code, output, picture or notes
    node: nodes.Node
    height: float
    seconds: float
    cell: int
    tags: set = field(default_factory=set)
    level: int = 0
    leads: bool = False  # a paragraph that leads to the program under it
    hidden: bool = False  # comes at a key press


@dataclass
class Slide:
    pieces: list = field(default_factory=list)
    section: nodes.Node = None
    seconds: int = 0

    @property
    def height(self):
        return sum(piece.height for piece in self.pieces)

    def has(self, *kinds):
        return any(piece.kind in kinds for piece in self.pieces)


def lines_of(text, width):
    return sum(ceil(len(line) / width) or 1 for line in text.splitlines())


def height(node):
    """Estimate the height of a block of text, in pixels."""
    if isinstance(node, nodes.literal_block):
        return lines_of(node.astext(), 90) * CODE_LINE + GAP
    if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
        return sum(height(item) for item in node) + GAP
    if isinstance(node, nodes.list_item | nodes.definition):
        return lines_of(node.astext().replace("\n", " "), WIDTH) * LINE + 6
    if isinstance(node, nodes.table):
        return 50 * len(list(node.findall(nodes.row))) + GAP
    if isinstance(node, nodes.image):
        return 400
    if isinstance(node, nodes.paragraph):
        text = node.astext().replace("\n", " ")
        return lines_of(text, WIDTH) * LINE + GAP
    return sum(map(height, node.children)) + GAP


def output_height(node):
    """Estimate the height of what a cell shows: (pixels, is a picture)."""
    total, picture = 0, False
    for block in node.findall(nodes.literal_block):
        total += lines_of(block.astext(), 90) * CODE_LINE + GAP
    for html in node.findall(nodes.raw):
        shows = re.search("<(svg|script|table|img)", html.astext())
        if not shows:  # a verdict in one sentence
            total += LINE + GAP
            continue
        picture = True
        drawn = re.findall(r'<svg[^>]* height="([\d.]+)"', html.astext())
        if drawn and "<script" not in html.astext():
            total += PICTURES_SCALE * sum(map(float, drawn)) + 60
        else:
            total += ROOM  # a widget, or a table: as much as there is
    return total, picture


def blocks(node):
    """Yield what a document shows, in order, with its sections opened up."""
    for child in node.children:
        if isinstance(child, nodes.section):
            yield from blocks(child)
        else:
            yield child


def level(title):
    """Return 1 for the title of the page, 2 for a section's, and so on."""
    depth, node = 0, title.parent
    while isinstance(node, nodes.section):
        depth, node = depth + 1, node.parent
    return depth


def pieces(doctree, cell_of, kinds):
    """Yield the pieces of a page.

    `cell_of` tells a block's cell; `kinds` the slide type of each cell.
    """
    cell, shown = -1, False
    for block in blocks(doctree):
        cell = cell_of(block, cell)
        kind = kinds[cell] if 0 <= cell < len(kinds) else ""
        classes = block.get("classes", ())
        silent = isinstance(block, nodes.comment | nodes.target)
        if kind == "skip" or silent or "finish" in classes:
            continue
        if kind == "notes" or "exercise-help" in classes:
            yield Piece("notes", block, 0, 0, cell)
        elif isinstance(block, nodes.title):
            depth = level(block)
            yield Piece("title", block, 75, 5, cell, level=depth)
        elif block.get("nb_element") == "cell_code":
            found = list(cell_pieces(block, cell))
            if not (shown and confirms(found)):
                yield from found
            shown = shown or any(piece.kind != "code" for piece in found)
            continue
        elif is_for_the_page(block):
            continue
        else:
            words = len(block.astext().split())
            yield Piece("prose", block, height(block), words * 0.4, cell)
        shown = False


def cell_pieces(block, cell):
    """Yield the code of a cell, and what it shows."""
    tags = {
        name.removeprefix("tag_")
        for name in block["classes"]
        if name.startswith("tag_")
    }
    parts = {
        part["nb_element"].removeprefix("cell_code_"): part
        for part in block.findall(nodes.container)
        if part.get("nb_element") in ("cell_code_source", "cell_code_output")
    }
    source, output = parts.get("source"), parts.get("output")
    if "check" in tags or source and is_setup(source.astext()):
        return
    if source:
        tall = height(source.children[0])
        seconds = 240 if "exercise" in tags else 6 * tall / CODE_LINE
        yield Piece("code", source, tall, seconds, cell, tags)
    if output and "exercise" not in tags:
        if SAVED.fullmatch(output.astext()):
            return
        tall, picture = output_height(output)
        kind = "picture" if picture else "output"
        seconds = 120 if "measured" in tags else 60 if picture else tall / 10
        yield Piece(kind, output, tall, seconds, cell, tags)


def confirms(found):
    """Tell whether a cell says no more than that what was shown is so."""
    if [piece.kind for piece in found] != ["code", "output"]:
        return False
    return bool(CONFIRMED.fullmatch(found[1].node.astext()))


def is_for_the_page(block):
    """Tell whether a paragraph says how to use a section of the page."""
    section = block.parent
    return (
        isinstance(block, nodes.paragraph)
        and bool({*FOR_THE_PAGE} & {*section.get("ids", ())})
        and isinstance(section[section.index(block) - 1], nodes.title)
    )


def is_setup(source):
    return bool(ONLY_IMPORTS.fullmatch(source))


def find_leads(row):
    """Mark each paragraph that leads to the program after it."""
    for before, piece, after in zip(row, row[1:], row[2:], strict=False):
        kinds = before.kind, piece.kind, after.kind
        question = piece.kind == "prose" and asks(piece)
        piece.leads = question or kinds == ("prose", "prose", "code")


def asks(piece):
    """Tell whether a paragraph is a question to the reader."""
    return asks_to_predict(piece) or bool(
        QUESTION.match(piece.node.astext())
        and isinstance(piece.node[0], nodes.strong)
    )


def asks_to_predict(piece):
    return bool(PREDICT.search(piece.node.astext()))


def starts_slide(piece, slide, after):
    """Tell whether a piece must not stand on the slide so far."""
    if piece.kind == "title":
        return any(each.kind != "title" for each in slide.pieces)
    if piece.kind == "notes":
        return False
    most = MOST.get(piece.kind, ROOM)
    if slide.height + piece.height > most and not only_titles(slide):
        return True
    if slide.pieces[0].level == 1 and piece.cell != slide.pieces[0].cell:
        return True
    if piece.kind == "prose":
        if shows(slide, "output") and not piece.leads:
            return False
        room = MOST["code"] - slide.height - piece.height
        crowded = after and after.kind == "code" and after.height > room
        return slide.has("code", "output", "picture") or (
            piece.leads
            and slide.has("prose")
            and (crowded or not slide.has("title"))
        )
    if piece.kind == "code":
        short = piece.height <= SHORT and "exercise" not in piece.tags
        called = short and shows(slide, "code")
        return slide.has("code", "output", "picture") and not called
    return False


def shows(slide, kind):
    """Tell whether this kind is all that a slide shows of cells."""
    return {"code", "output", "picture"} & {
        piece.kind for piece in slide.pieces
    } == {kind}


def only_titles(slide):
    return all(piece.kind == "title" for piece in slide.pieces)


def cut(row, kinds):
    """Return the slides that a row of pieces is cut into."""
    find_leads(row)
    by_author = bool({"slide", "subslide"} & set(kinds))
    slides, seen = [], set()
    for piece, after in zip(row, [*row[1:], None], strict=True):
        kind = kinds[piece.cell] if 0 <= piece.cell < len(kinds) else ""
        told = kind if piece.cell not in seen else "-"
        seen.add(piece.cell)
        if not slides or (
            told in ("slide", "subslide")
            or not by_author
            and starts_slide(piece, slides[-1], after)
        ):
            section = slides[-1].section if slides else None
            slides.append(Slide(section=section))
        slide = slides[-1]
        if piece.kind == "title":
            slide.section = piece.node
        piece.hidden = kind == "fragment" or (
            piece.kind in ("output", "picture") and slide.has("code")
        )
        slide.pieces.append(piece)
    return slides


def share_time(slides, minutes):
    """Give each slide its part of the minutes; the parts add up to them."""
    if not minutes:
        return
    unit = next(
        unit
        for unit in (30, 15, 5, 1)  # seconds
        if minutes * 60 / unit >= 1.3 * len(slides)
    )
    units = minutes * 60 // unit - len(slides)  # one for each to begin with
    total = sum(piece.seconds for slide in slides for piece in slide.pieces)
    given = spoken = 0
    for slide in slides:
        spoken += sum(piece.seconds for piece in slide.pieces)
        due = round(units * spoken / total)
        slide.seconds = (1 + due - given) * unit
        given = due


def hints(slide):
    """Return what the speaker should know about a slide."""
    found = [
        text
        for tag, text in HINTS.items()
        if any(tag in piece.tags for piece in slide.pieces)
    ]
    if any(map(asks_to_predict, slide.pieces)):
        found.insert(0, "Collect predictions before you go on.")
    return found
