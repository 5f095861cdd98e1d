# One virtual environment for everything; VENV=... puts it elsewhere.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint docs lock clean

demo: $(READY)  ## Translate the sample article and show the aligned result
	mkdir -p demo-out
	$(BIN)/bitext translate examples/nato-russland-rat.txt --show --fail-on never \
	    -o demo-out/nato-russland-rat.tmx -o demo-out/nato-russland-rat.tsv

test: $(READY)  ## Run the tests
	HF_HUB_OFFLINE=1 OMP_NUM_THREADS=1 $(BIN)/python -m pytest

lint: $(READY)  ## Style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: $(READY)  ## Write docs/cli.md from the commands' help
	$(BIN)/python -m bitext.cli.reference > docs/cli.md.new
	mv docs/cli.md.new docs/cli.md

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "bitext needs Python 3.11 or later; run make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
# torch first and exact: a looser wish would fetch gigabytes of CUDA libraries.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep '^torch==' requirements.lock)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $(READY)

lock:  ## Resolve pyproject.toml anew into requirements.lock
	rm -rf build/lock-venv
	$(PYTHON) -m venv build/lock-venv
	build/lock-venv/bin/python -m pip install --quiet torch==2.13.0
	build/lock-venv/bin/python -m pip install --quiet '.[dev,parquet]'
	(echo '# Exact versions of everything that the tests run with; written by "make lock".'; \
	 build/lock-venv/bin/python -m pip freeze --exclude bitext | sed -e 's/^torch==\([0-9.]*\)+.*/torch==\1/' \
	   -e 's/ @ file:.*//') > requirements.lock
	rm -rf build/lock-venv

clean:
	rm -rf $(VENV) build demo-out .pytest_cache .mypy_cache .ruff_cache .hypothesis
