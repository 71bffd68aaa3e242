# Alinéa: `make run` and `make test` are the two commands; both set up what they need.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 7860

# Installing writes tens of thousands of files; the stamps say for which requirements it was done.
STAMP     := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: run test check format model clean

run: $(STAMP)  ## Set up if need be, then serve the web app
	@$(BIN)/python app.py serve --host $(HOST) --port $(PORT)

test: $(DEV_STAMP)  ## Every test
	@$(BIN)/python -m pytest

check: $(DEV_STAMP)  ## Style and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(DEV_STAMP)  ## Put the code in the project's style
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

model: $(DEV_STAMP)  ## Train model and lexicon: make model DATA=folder [GLOSSARY=terms.csv] [TESTS=folder never learnt from]
	@test -n "$(DATA)" || { echo "Say where the training data is: make model DATA=folder"; exit 2; }
	@$(BIN)/python -m index.training.lexicon --data "$(DATA)" $(if $(TESTS),--tests "$(TESTS)")
	@$(BIN)/python -m index.training.train --data "$(DATA)" $(if $(GLOSSARY),--glossary "$(GLOSSARY)") $(if $(TESTS),--tests "$(TESTS)")

clean:  ## Remove the virtual environment and caches; documents in ./data stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V). Say which: make run PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "The venv module is missing: apt-get install python3-venv"; exit 1; }
	@echo "Making the virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(STAMP): requirements.txt | $(VENV)/bin/python
	@echo "Installing (about 2 GB on disk; a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep '^torch==' requirements.txt)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements/dev.txt requirements/llm.txt $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@touch $@
