"""Which pages the book has."""

from contents import contents

from book import ROOT

GENERATED = ["index", "search"]


def source_of(name):
    paths = (ROOT / f"{name}{suffix}" for suffix in (".md", ".ipynb"))
    return next((path for path in paths if path.is_file()), None)


def chapters():
    """Return the names of the pages that are slides, too."""
    return [
        name
        for name in contents()
        if name.startswith("notebooks/")
        and not name.startswith("notebooks/solutions/")
    ]


def decks():
    return ["slides/" + name.rpartition("/")[2] for name in chapters()]


def asked_for(request, fixture):
    """Return the parameters of a fixture that the chosen tests will use."""
    chosen = [
        item.callspec.params[fixture]
        for item in request.session.items
        if fixture in getattr(item, "fixturenames", ())
        and hasattr(item, "callspec")
        and fixture in item.callspec.params
    ]
    return list(dict.fromkeys(chosen))
