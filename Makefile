# Each target sets up what it needs; `make serve` is the one to begin with.
PY = .venv/bin/python
BOOK = _build/html/.built
SOURCES = _config.yml _toc.yml .binder/requirements.txt $(shell find book notebooks site src \
	-type f -not -path '*/__pycache__/*' -not -path '*/.*' 2>/dev/null)

.PHONY: setup book serve zip slides lab record test bench clean \
	check-launch check-sphinx urls

setup: .venv/.ready            ## a virtual environment with exact versions
book: $(BOOK)                  ## the site, in _build/html
slides: $(BOOK)                ## a deck per notebook, in _build/html/slides
	@ls _build/html/slides/*.html

serve: $(BOOK)                 ## the site, at an address of this machine
	@$(PY) site/scripts/serve.py _build/html

zip: $(BOOK)                   ## the site in one file, for a hall offline
	@cd _build && ../$(PY) -m zipfile -c concurrency-you-can-see.zip html
	@ls -lh _build/concurrency-you-can-see.zip

lab: .venv/.ready              ## the notebooks, in JupyterLab
	$(PY) -m jupyterlab notebooks

record: .venv/.ready           ## run the notebooks and store their outputs
	$(PY) site/scripts/record.py $(NOTEBOOK)

test: .venv/.tests             ## everything, pages in a real browser too
	@sh site/scripts/chromium.sh
	@$(PY) tests/run_all.py

bench: .venv/.tests $(BOOK)    ## what things cost; ONLY=site for one
	@for file in benchmarks/$(or $(ONLY),*).py; do \
		echo; $(PY) $$file || exit 1; done

check-launch: $(BOOK)          ## Binder and downloads find what they need
	$(PY) site/scripts/check_launch.py $(NOTEBOOK)

check-sphinx: .venv/.ready     ## plain Sphinx 9 builds the same pages
	$(PY) site/scripts/check_sphinx.py

urls: $(BOOK)                  ## remember the addresses that are published
	$(PY) site/scripts/urls.py _build/html

clean:                         ## forget everything that was built
	rm -rf _build .venv

.venv/.ready: requirements.txt pyproject.toml
	@sh site/scripts/venv.sh
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.tests: tests/requirements.txt .venv/.ready
	$(PY) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

# Warnings fail the build.  Sphinx would not repeat them for pages it has
# read, so what it remembers goes when the build fails.
$(BOOK): .venv/.ready $(SOURCES)
	.venv/bin/jupyter-book build -W -n --keep-going --quiet . \
	|| { rm -rf _build/.doctrees; exit 1; }
	@touch $@
