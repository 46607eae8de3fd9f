"""How a chapter is cut into slides, and how its minutes are shared out."""

import pytest
from deck import ROOM, Piece, cut, hints, pieces, share_time
from docutils import nodes

PREDICT = "Predict: which line comes first?"


def piece(kind, height, text="words", cell=0, **more):
    node = nodes.paragraph(text, text)
    return Piece(kind, node, height, height / 10, cell, **more)


def title(text, cell=0, level=2):
    return Piece("title", nodes.title(text, text), 75, 5, cell, level=level)


def shapes(*row, kinds=()):
    """Return the kinds of the pieces on each slide."""
    return [
        " ".join(each.kind for each in slide.pieces)
        for slide in cut(list(row), list(kinds))
    ]


def test_a_heading_starts_a_slide():
    row = title("A"), piece("prose", 90), title("B"), piece("prose", 90)
    assert shapes(*row) == ["title prose", "title prose"]


def test_a_section_that_begins_with_another_starts_one_slide():
    assert shapes(title("A"), title("B", level=3)) == ["title title"]


def test_a_program_stands_under_its_question_and_over_its_answer():
    row = piece("prose", 90), piece("code", 300), piece("output", 90)
    assert shapes(title("A"), *row) == ["title prose code output"]
    (slide,) = cut([title("A"), *row], [])
    assert [each.hidden for each in slide.pieces][-1]


def test_what_was_seen_and_the_next_question_are_two_slides():
    row = [
        piece("code", 200),
        piece("output", 60),
        piece("prose", 90, "So it was."),
        piece("prose", 60, PREDICT),
        piece("code", 200),
    ]
    assert shapes(title("A"), *row) == [
        "title code output",
        "prose",
        "prose code",
    ]


def test_a_picture_stands_alone_if_there_is_no_room():
    row = piece("code", 400), piece("picture", ROOM - 100)
    assert shapes(title("A"), *row) == ["title code", "picture"]
    slides = cut([title("A"), *row], [])
    assert not slides[1].pieces[0].hidden
    assert slides[1].section is slides[0].section


def test_what_is_said_stands_under_an_answer_that_has_no_program():
    row = [
        piece("code", ROOM),
        piece("output", 200),
        piece("prose", 90, "So it was."),
        piece("prose", 60, PREDICT),
        piece("code", 200),
    ]
    assert shapes(title("A"), *row) == [
        "title code",
        "output prose",
        "prose code",
    ]


def test_a_call_stands_under_what_it_calls():
    row = piece("code", 300), piece("code", 53), piece("picture", 400)
    assert shapes(title("A"), *row) == ["title code code", "picture"]
    row = piece("code", 300), piece("code", 200)
    assert shapes(title("A"), *row) == ["title code", "code"]


def test_long_text_goes_on_on_the_next_slide():
    row = [piece("prose", ROOM // 2) for _ in range(3)]
    assert shapes(*row) == ["prose prose", "prose"]


def test_the_author_may_cut_and_hide():
    row = [piece("prose", 50, cell=n) for n in range(3)]
    kinds = ["slide", "slide", "fragment"]
    assert shapes(*row, kinds=kinds) == ["prose", "prose prose"]
    assert cut(row, kinds)[1].pieces[1].hidden


def code(source, *tags, html=None, text=None):
    """Return a cell as it stands in a page, with what it shows."""
    literal = nodes.literal_block(source, source)
    outer = nodes.container("", nb_element="cell_code")
    outer += nodes.container("", literal, nb_element="cell_code_source")
    shown = [nodes.literal_block(text, text)] if text else []
    shown += [nodes.raw(html, html, format="html")] if html else []
    if shown:
        outer += nodes.container("", *shown, nb_element="cell_code_output")
    outer["classes"] += [f"tag_{tag}" for tag in tags]
    return outer


def kinds_of(*blocks):
    """Return the kinds of the pieces of a page that holds these blocks."""
    document = nodes.Element()
    document += list(blocks)
    found = pieces(document, lambda block, last: last + 1, [])
    return [piece.kind for piece in found]


def test_a_cell_that_confirms_what_stands_above_it_is_not_shown():
    picture = code("run()", html="<svg></svg>")
    sure = code("lane.running > 0.3", text="(True, 'every')")
    sure_too = code("1 < 2", text="True\n")
    assert kinds_of(picture, sure, sure_too) == ["code", "picture"]


def test_a_cell_that_shows_something_stays():
    picture = code("run()", html="<svg></svg>")
    answer = code("is_ready()", text="True")
    other = code("count", text="12")
    words = nodes.paragraph("Predict", "Predict")
    assert kinds_of(words, answer)[1:] == ["code", "output"]
    assert kinds_of(picture, other)[2:] == ["code", "output"]
    assert kinds_of(code("x = 1"), answer)[1:] == ["code", "output"]


def test_a_verdict_in_a_sentence_is_not_a_picture():
    verdict = code("explore(f)", html="<figure><p>checked</p></figure>")
    assert kinds_of(verdict) == ["code", "output"]


def test_how_to_use_the_page_is_not_shown():
    section = nodes.section(ids=["check-yourself"])
    section += nodes.title("Check yourself", "Check yourself")
    section += nodes.paragraph("open", "Decide first, open the output.")
    section += nodes.paragraph("1.", "1. What now?")
    assert kinds_of(section) == ["title", "prose"]


def test_an_answer_does_not_stand_on_the_slide_of_the_next_question():
    second = nodes.paragraph("", "", nodes.strong("2.", "2."))
    second += nodes.Text(" And if there are two?")
    row = [
        title("Check yourself"),
        piece("prose", 60, "1. What now?"),
        piece("code", ROOM),
        piece("output", 200),
        Piece("prose", second, 60, 5, 0),
        piece("code", 200),
    ]
    assert shapes(*row)[-2:] == ["output", "prose code"]


def test_what_only_prepares_or_checks_is_not_shown():
    document = nodes.Element()
    document += [
        code("%load_ext swimlanes\nfrom swimlanes import sweep"),
        code("import this\nthis.run()"),
        code("assert right()", "check"),
        code("def mine(): ...", "exercise"),
    ]
    found = list(pieces(document, lambda block, last: last + 1, []))
    assert [each.cell for each in found] == [1, 3]
    assert "The check" in hints(cut(found, [])[1])[0]


@pytest.mark.parametrize(
    ("minutes", "count"),
    [(1, 1), (1, 3), (7, 3), (7, 25), (30, 40), (45, 40), (45, 70), (1, 20)],
)
def test_the_minutes_add_up(minutes, count):
    slides = cut([title(str(n)) for n in range(count)], [])
    slides[0].pieces.append(piece("code", 500))
    share_time(slides, minutes)
    assert sum(slide.seconds for slide in slides) == 60 * minutes
    assert min(slide.seconds for slide in slides) > 0
    assert slides[0].seconds == max(slide.seconds for slide in slides)


def test_predictions_are_collected_before_the_answer():
    row = [piece("prose", 60, PREDICT), piece("code", 200)]
    (slide,) = cut([title("A"), *row], [])
    assert "predictions" in hints(slide)[0]
