# Alinéa: `make run` and `make test` are the two commands; both set up what they need.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 7860

# What looks after the dependencies has an environment of its own: it is no part of the program.
TOOLS  := .tools

# Installing writes tens of thousands of files; the stamps say for which requirements it was done.
STAMP     := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
PIP       := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run install test check format model engine lock audit sbom clean

run: $(STAMP)  ## Set up if need be, then serve the web app
	@$(BIN)/python app.py serve --host $(HOST) --port $(PORT)

install: $(STAMP)  ## Set up only, without what the tests need

test: $(DEV_STAMP)  ## Every test
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

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

engine: $(STAMP) $(TOOLS)/.installed  ## Compile the C files of index/native for every kind of machine
	@$(BIN)/python -m index.native.build --compiler $(TOOLS)/bin/python -m ziglang cc

lock: $(TOOLS)/.installed  ## Write requirements/lock.txt anew; UPGRADE=1 takes the newest of what is not pinned
	@$(TOOLS)/bin/uv pip compile requirements.txt --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-emit-package torch --config-file requirements/lock.toml \
	  --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) --output-file requirements/lock.txt

audit: $(STAMP) $(TOOLS)/.installed  ## Licences of what is installed, then known vulnerabilities
	@$(BIN)/python -m tests.audit licences
	@$(BIN)/python -m tests.audit vulnerabilities $(TOOLS)/bin/pip-audit

sbom: $(TOOLS)/.installed  ## What Alinéa is made of, as CycloneDX: make sbom > alinea.cdx.json
	@cat requirements/torch.txt requirements/lock.txt | $(TOOLS)/bin/cyclonedx-py requirements --output-reproducible -

clean:  ## Remove the virtual environment and caches; documents in ./data stay
	rm -rf $(VENV) $(TOOLS) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V). Say which: make run PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "The venv module is missing: apt-get install python3-venv"; exit 1; }
	@echo "Making the virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

# All with the hashes of the lock. torch is fetched first: given hashes, pip would rather take PyPI's build, whose hash the
# index tells, than one for the processor that a mirror or a folder offers. What PyPI's build for Linux asks for beyond
# the lock, CUDA, comes by its own pins.
$(STAMP): requirements.txt requirements/lock.txt requirements/torch.txt | $(VENV)/bin/python
	@echo "Installing (about 2 GB on disk; a few minutes the first time)"
	@$(BIN)/python -m pip download --quiet --no-deps --dest $(VENV)/torch "$$(grep '^torch==' requirements.txt)"
	@$(PIP) --no-deps --require-hashes --no-index --find-links $(VENV)/torch -r requirements/torch.txt
	@rm -r $(VENV)/torch
	@$(PIP) --no-deps --require-hashes -r requirements/lock.txt
	@$(PIP) "$$(grep '^torch==' requirements.txt)"
	@touch $@

$(DEV_STAMP): requirements/dev.txt requirements/llm.txt requirements/mcp.txt requirements/oidc.txt requirements/scale.txt $(STAMP)
	@$(PIP) -r requirements/dev.txt
	@touch $@

$(TOOLS)/.installed: requirements/tools.txt
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/tools.txt
	@touch $@
