"""A hint and the way to the solution, under each exercise.

The solutions page of a chapter has a section for each exercise, under the
same heading, and begins it with the idea of the answer in words.  That
sentence is the hint: it is closed until the reader opens it, and the code is
one link further.
"""

from docutils import nodes


def solutions_of(docname):
    """Return the name of the page with a chapter's solutions."""
    return docname.replace("notebooks/", "notebooks/solutions/", 1)


def sections(doctree):
    """Return the sections of exercises by their anchor."""
    return {
        section["ids"][0]: section
        for section in doctree.findall(nodes.section)
        if section["ids"][0].startswith("exercise-")
    }


def note_solutions(app, doctree):
    """Write a chapter again when its solutions change."""
    solutions = solutions_of(app.env.docname)
    if solutions in app.env.found_docs and solutions != app.env.docname:
        app.env.note_dependency(app.env.doc2path(solutions))


def add_help(app, doctree, docname):
    name = solutions_of(docname)
    if name not in app.env.found_docs or name == docname:
        return
    solutions = sections(app.env.get_doctree(name))
    for anchor, section in sections(doctree).items():
        if anchor in solutions:
            section += help_with(
                hint_in(solutions[anchor]),
                app.builder.get_relative_uri(docname, name) + f"#{anchor}",
            )


def hint_in(section):
    """Return the paragraph that a solution begins with, or None."""
    first = section.children[1]
    return first.deepcopy() if isinstance(first, nodes.paragraph) else None


def help_with(hint, uri):
    """Return what stands under an exercise."""
    link = nodes.reference("", "The solution", refuri=uri, internal=True)
    box = nodes.container("", classes=["exercise-help"])
    if hint is not None:
        box += nodes.raw(
            "", "<details><summary>A hint</summary>", format="html"
        )
        box += hint
        box += nodes.raw("", "</details>", format="html")
    box += nodes.paragraph("", "", link)
    return box


def setup(app):
    app.connect("doctree-read", note_solutions)
    app.connect("doctree-resolved", add_help)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
