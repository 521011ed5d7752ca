# The commands of the course. Each one first makes sure that .venv is complete.
#   ONLY=chapters/02_convolution.ipynb  one notebook instead of all (notebooks)
#   PORT=8001                           another port (serve)
#   PYTHON=/path/to/python3.12          the Python that a new .venv is made with (3.11 to 3.13)
#   LOCALE=de                           the language of a translation (catalogs, translation)
#   ALL=1                               both dtypes and two threads (bench): a quarter of an hour
#   SOLUTIONS=0                         exercises alone (student)
#   SEED=2027 STUDENTS=roster.csv       other numbers; numbers for each student (exercises)
#   UNPINNED=1                          newest releases instead of constraints.txt
#   OLDEST=1                            oldest releases that pyproject.toml allows

PY := .venv/bin/python
PORT := 8000
CHAPTERS := $(wildcard chapters/*.ipynb chapters/appendices/*.ipynb)
ONLY := $(CHAPTERS)

# Kernels come from .venv even where the user has a python3 kernel elsewhere.
export JUPYTER_PREFER_ENV_PATH = 1
unexport JUPYTER_PATH
# Two workers on two cores: one thread each, so that they do not get in each other's way.
NBVAL := --nbval --nbval-current-env --nbval-sanitize-with tests/nbval_sanitize.cfg \
	--nbval-cell-timeout 300
PYTEST := OMP_NUM_THREADS=1 $(PY) -m pytest -n 2 --dist loadscope --no-loadscope-reorder

.PHONY: help setup book serve test check notebooks archive pdf slides sphinx catalogs translation \
	student exercises bench clean
.NOTPARALLEL:

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):.*  ## /\1	/p' Makefile | while IFS='	' read -r name text; do \
		printf '  make %-11s %s\n' "$$name" "$$text"; done

setup:  ## create or complete .venv (every other command does this first)
	@sh tools/setup.sh

book: setup  ## build the website into _build/html; warnings are errors
	@$(PY) .venv/bin/jupyter-book build . -W --keep-going -n

serve: book  ## build the website and serve it on this machine
	@$(PY) tools/serve.py $(PORT)

check: setup  ## style, structure and form: the tests that take seconds
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m pytest -q tests/structure

test: setup  ## everything: library, chapters re-run and compared, the site in a browser
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PYTEST) tests cnnlib --ignore=tests/site
	@OMP_NUM_THREADS=1 $(PY) -m tests.changed_numbers
	@$(MAKE) --no-print-directory book
	@$(PYTEST) $(NBVAL) tests/site chapters

notebooks: setup  ## run the chapters and store them in their one form (ONLY= for one)
	@$(PY) -m ruff check --quiet --fix $(ONLY)
	@$(PY) -m ruff format --quiet $(ONLY)
	@$(PY) tools/normalise.py $(ONLY)

student: book  ## notebooks in plain Markdown, into _build/student (SOLUTIONS=0 leaves them out)
	@$(PY) tools/student.py $(if $(filter 0,$(SOLUTIONS)),--no-solutions)

exercises: setup  ## problem sets as notebooks, into exercises (SEED=2027, STUDENTS=roster.csv)
	@$(PY) tools/exercises.py $(if $(SEED),--seed $(SEED)) $(if $(STUDENTS),--students "$(STUDENTS)")

archive: book  ## the website as one file to carry, _build/cnn-course.zip
	@$(PY) tools/archive.py

pdf: book  ## the whole course as _build/cnn-course.pdf (ONLY=chapters/04_pooling for one page)
	@$(PY) tools/pdf.py $(if $(findstring command,$(origin ONLY)),$(ONLY))

slides: book  ## a deck of slides for each chapter, into _build/slides
	@$(PY) tools/slides.py

sphinx: setup  ## the website by plain Sphinx, without jupyter-book, into _build/sphinx
	@$(PY) .venv/bin/jupyter-book config sphinx .
	@PYTHONPATH=site/ext $(PY) -m sphinx -b html -n -W --keep-going . _build/sphinx

# Stored outputs are enough to see what there is to translate: nothing runs.
catalogs: setup  ## what there is to translate, into _build/gettext (LOCALE=de: brings locale/de up to date)
	@$(PY) .venv/bin/jupyter-book config sphinx .
	@PYTHONPATH=site/ext $(PY) -m sphinx -q -b gettext -n -W --keep-going -D nb_execution_mode=off \
		-D suppress_warnings=myst-nb.lexer -d _build/gettext/.doctrees . _build/gettext
	@$(if $(LOCALE),$(PY) tools/catalogs.py $(LOCALE) $(if $(findstring command,$(origin ONLY)),$(ONLY)))

translation: setup  ## the website in another language, into _build/de/html (LOCALE=de)
	@$(if $(LOCALE),,$(error say which language: make translation LOCALE=de))
	@$(PY) .venv/bin/jupyter-book config sphinx .
	@PYTHONPATH=site/ext $(PY) -m sphinx -b html -n -W --keep-going -D language=$(LOCALE) \
		-D nb_execution_cache_path=$(CURDIR)/_build/.jupyter_cache \
		-d _build/$(LOCALE)/.doctrees . _build/$(LOCALE)/html

bench: setup  ## speed beside PyTorch in two minutes, and import times (ALL=1: more)
	@$(PY) tools/bench.py $(if $(ALL),--all)

clean:  ## remove the built site and caches; .venv stays
	@rm -rf _build dist exercises/pages .pytest_cache .ruff_cache .hypothesis cnnlib.egg-info
	@find locale -name '*.mo' -delete
	@find . -name .venv -prune -o -name __pycache__ -type d -exec rm -rf {} +
	@find . -name .venv -prune -o -name .ipynb_checkpoints -type d -exec rm -rf {} +
