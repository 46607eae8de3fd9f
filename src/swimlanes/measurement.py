"""Measure a function over every position of its knobs: the timing widget.

The course asks "what if there were more threads?" on pages that have no
Python behind them.  So every position is measured when the notebook is
recorded, and the data travel with the output: sliders only choose what to
show.  What is stored says on what it was measured, and how often.
"""

import asyncio
import inspect
import itertools
import json
import math
import multiprocessing
import re
import statistics
import sys
from contextlib import closing
from time import perf_counter

from . import program_measurement, stopwatch
from .stopwatch import SweepError
from .words import counted

MOST_KNOBS = 4
MOST_POSITIONS = 200
_UNITS = {"ms": "ms", "us": "µs", "s": "s", "kb": "kB", "mb": "MB"}


def sweep(
    work,
    /,
    *,
    repeat=3,
    unit="s",
    title=None,
    labels=None,
    budget=20,
    start_method=None,
    python=None,
    **knobs,
):
    """Measure `work` at every position of its knobs and return a `Sweep`.

    Parameters
    ----------
    work
        A function, called with the knobs as keyword arguments; or the text
        ``"ticket_office.py:sell_all"``, a function of a program file saved
        by ``%%program ticket_office.py --no-run``, which is measured in a
        program of its own, so that it may start processes.
        What it returns is what is shown: None, the elapsed seconds of the
        call; a number; or a dict of up to four names and numbers, which are
        compared.  None in a dict says that there is no such measure at this
        position: its line ends there.
    **knobs
        One to four names, each with a list of numbers, texts or booleans.
        At most 200 positions in all.
    repeat
        How often each position is measured; the median is shown, with
        whiskers from the least to the greatest.  0 is for a model: it is
        called once and computes, and the picture says so.
    unit
        Unit of the measure.
    title
        Heading of the picture: text, or a dict such as
        ``{"en": "…", "zh": "…"}``.
    labels
        Label of a knob or of a series by its name: text, or a dict by
        language.  A unit follows a comma, as in ``"pause, in ms"``, or
        stands in parentheses.
    budget
        Seconds the whole sweep may take.  After the first round the rest is
        estimated; if it will not fit, the sweep stops.
    start_method, python
        For a program file: how multiprocessing starts processes, and
        another interpreter, by version ("3.14t") or path.

    Raises
    ------
    SweepError
        If the knobs do not fit the function, the function fails or returns
        something that cannot be drawn, or the budget is too small.
    """
    result = Sweep(
        work, knobs, repeat, unit, title, labels, budget, start_method, python
    )
    result.measure()
    return result


class Sweep:
    """The measured values of a function over its knobs.  Shows itself.

    `data` is the plain data that the picture is drawn from; `at` looks a
    value up; `widget` makes a live widget to be placed among others.
    """

    def __init__(
        self,
        work,
        knobs,
        repeat=3,
        unit="s",
        title=None,
        labels=None,
        budget=20,
        start_method=None,
        python=None,
    ):
        self.knobs = _checked_knobs(knobs)
        self.positions = [
            dict(zip(self.knobs, values, strict=True))
            for values in itertools.product(*self.knobs.values())
        ]
        if len(self.positions) > MOST_POSITIONS:
            raise SweepError(
                f"{len(self.positions)} positions are too many to be "
                f"measured; at most {MOST_POSITIONS}: give fewer values"
            )
        if type(repeat) is not int or repeat < 0:
            raise SweepError(
                "repeat must be 1 or more, or 0 for a model that computes "
                f"and measures nothing, not {repeat!r}"
            )
        if not isinstance(budget, int | float) or not budget > 0:
            raise SweepError(f"budget must be above 0 seconds, not {budget!r}")
        if not isinstance(labels, dict | None):
            raise SweepError(f"labels= takes a dict of names, not {labels!r}")
        self._source = work
        self._options = {"start_method": start_method, "python": python}
        if isinstance(work, str):
            _check_start_method(start_method)
            self.name = program_measurement.split_target(work)[1]
        else:
            if start_method or python:
                raise SweepError(
                    "start_method= and python= are for a program file, such "
                    'as sweep("ticket_office.py:sell_all", …)'
                )
            stopwatch.check_call(work, self.knobs)
            _refuse_coroutine_in_notebook(work)
            self.name = getattr(work, "__name__", type(work).__name__)
        self.repeat, self.unit, self.budget = repeat, unit, budget
        self.rounds = repeat or 1
        self.title, self.labels = title, dict(labels or {})
        self.data = None

    def measure(self, tell=lambda done, total: None):
        """Measure everything and replace `data` when all is complete.

        Parameters
        ----------
        tell
            Called before each call of the function with how many are done
            and how many there are.
        """
        samples = [[] for _ in self.positions]
        with closing(self._events()) as events:
            origin = next(events)["origin"]
            self._collect(events, samples, tell)
        self.data = self._summary(samples, origin)

    def _events(self):
        """Yield the origin, then the result of each call, as they come."""
        if isinstance(self._source, str):
            yield from program_measurement.events(
                self._source,
                self.positions,
                self.rounds,
                patience=self.budget,
                **self._options,
            )
            return
        yield {"origin": stopwatch.origin()}
        for index, series in stopwatch.measure(
            self._source, self.positions, self.rounds
        ):
            yield {"index": index, "series": series}

    def _collect(self, events, samples, tell):
        count = len(self.positions)
        total = count * self.rounds
        start = perf_counter()
        tell(0, total)
        for done, event in enumerate(events, start=1):
            series = event["series"]
            expected = next(iter(samples[0]), series)
            if set(series) != set(expected):
                call = self._call(self.positions[event["index"]])
                raise SweepError(
                    f"{call} returned {_names(series)}, but "
                    f"{self._call(self.positions[0])} returned "
                    f"{_names(expected)}; return the same names everywhere"
                )
            samples[event["index"]].append(series)
            if done <= count:
                self._check_budget(perf_counter() - start, done)
            tell(done, total)

    def _check_budget(self, seconds, done):
        count = len(self.positions)
        needed = seconds / done * count * self.rounds
        if seconds > self.budget or (done == count and needed > self.budget):
            raise SweepError(
                f"{count} positions × {self.rounds} measurements, about "
                f"{seconds / done:.2g} s each, take about {needed:.0f} s, "
                f"more than the budget of {self.budget:g} s; give fewer "
                "values, a smaller repeat=, less work, or a larger budget="
            )

    def _call(self, position):
        return stopwatch.describe_call(self.name, position)

    def _summary(self, samples, origin):
        """Return the data to store: all that the picture needs, in JSON."""
        names = list(samples[0][0])
        self._check_labels(names)
        return {
            "title": self.title or self.name.replace("_", " "),
            "unit": self.unit,
            "repeat": self.repeat,
            "knobs": [
                {
                    "name": name,
                    "label": self._label(name, _plain_label(name)),
                    "values": values,
                }
                for name, values in self.knobs.items()
            ],
            "series": [
                {"name": name, "label": self._label(name, name)}
                for name in names
            ],
            "points": [
                [_spread([one[name] for one in calls]) for name in names]
                for calls in samples
            ],
            "origin": origin,
        }

    def _label(self, name, plain):
        """Return the label given for `name`, in English the plain one."""
        label = self.labels.get(name, plain)
        return {"en": plain} | label if isinstance(label, dict) else label

    def _check_labels(self, series):
        for name in self.labels:
            if name not in self.knobs and name not in series:
                raise SweepError(
                    f"labels= names {name!r}, which is neither a knob "
                    f"({', '.join(self.knobs)}) nor a series"
                )

    def at(self, **position):
        """Return the median measured at `position`, or a dict of medians.

        Knobs with one value may be left out.  Only measured values can be
        asked for: ``result.at(threads=4, pause_ms=20)``.  None stands where
        the function returned None.
        """
        for name, value in position.items():
            if name not in self.knobs:
                raise SweepError(
                    f"there is no knob {name!r}; there are: "
                    f"{', '.join(self.knobs)}"
                )
            if value not in self.knobs[name]:
                raise SweepError(
                    f"{name}={value!r} was not measured; measured were: "
                    f"{', '.join(map(repr, self.knobs[name]))}"
                )
        for name, values in self.knobs.items():
            if name not in position and len(values) > 1:
                raise SweepError(f"at() needs a value of {name}=")
        index = 0
        for name, values in self.knobs.items():
            chosen = position.get(name, values[0])
            index = index * len(values) + values.index(chosen)
        medians = {
            series["name"]: three and three[1]
            for series, three in zip(
                self.data["series"], self.data["points"][index], strict=True
            )
        }
        return medians[""] if list(medians) == [""] else medians

    def widget(self):
        """Return a live widget, to be placed among others in a notebook.

        It needs the packages anywidget and ipywidgets.
        """
        from .knob_widget import KnobWidget

        return KnobWidget(self)

    def to_html(self):
        """Return the picture as HTML that needs nothing but a browser."""
        from .sweep_page import html

        return html(self.data)

    def __repr__(self):
        knobs = " × ".join(self.knobs)
        positions = counted(len(self.positions), "position")
        repeat = counted(self.repeat, "measurement") + " each"
        how = repeat if self.repeat else "computed"
        return f"sweep of {self.name} over {knobs}: {positions}, {how}"

    def __str__(self):
        from .sweep_page import text

        return f"{self!r}\n{text(self.data)}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": repr(self), "text/html": self.to_html()}
        if _kernel_runs():
            try:
                live = self.widget()._repr_mimebundle_()
            except ImportError:
                return bundle
            data, metadata = live if isinstance(live, tuple) else (live, {})
            return data | bundle, metadata
        return bundle


def _kernel_runs():
    ipython = sys.modules.get("IPython")
    return (
        getattr(ipython and ipython.get_ipython(), "kernel", None) is not None
    )


def _checked_knobs(knobs):
    if not 1 <= len(knobs) <= MOST_KNOBS:
        raise SweepError(
            f"sweep() takes 1 to {MOST_KNOBS} knobs, not {len(knobs)}; a "
            "knob is a name and a list of values, such as threads=[1, 2, 4]"
        )
    checked = {}
    for name, values in knobs.items():
        if isinstance(values, str) or not hasattr(values, "__iter__"):
            raise SweepError(
                f"{name} needs a list of values, such as {name}=[1, 2, 4]; "
                f"it is {values!r}"
            )
        values = list(values)
        if not values:
            raise SweepError(f"{name} has no values; give it at least one")
        for value in values:
            if not isinstance(value, (str, bool, int, float)) or (
                isinstance(value, float) and not math.isfinite(value)
            ):
                raise SweepError(
                    f"{name} has the value {value!r}; a knob takes numbers, "
                    "texts or booleans"
                )
        if len(set(values)) < len(values):
            raise SweepError(f"{name} has a value twice: {values}")
        checked[name] = values
    return checked


def _check_start_method(name):
    methods = multiprocessing.get_all_start_methods()
    if name not in (None, *methods):
        raise SweepError(
            f"start_method= is {', '.join(methods)} here, not {name!r}"
        )


def _refuse_coroutine_in_notebook(work):
    if not inspect.iscoroutinefunction(work):
        return
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise SweepError(
        f"{work.__name__} is a coroutine function, and this notebook already "
        "runs an event loop; save it with %%program office.py --no-run and "
        f'measure it as sweep("office.py:{work.__name__}", …)'
    )


def _plain_label(name):
    """Return a label such as "pause, in ms" for a knob called pause_ms."""
    if (match := re.fullmatch(r"(.+)_(\w+)", name)) and match[2] in _UNITS:
        return f"{match[1].replace('_', ' ')}, in {_UNITS[match[2]]}"
    return name.replace("_", " ")


def _spread(numbers):
    """Return least, median and greatest, to four significant digits.

    None, if a call could not measure: then the position has no value.
    """
    if None in numbers:
        return None
    three = min(numbers), statistics.median(numbers), max(numbers)
    return [float(f"{number:.4g}") for number in three]


def _names(series):
    return "a single number" if list(series) == [""] else json.dumps([*series])
