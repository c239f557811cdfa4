# Two commands do all the set-up: `make demo` and `make test`.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
DEMO := .demo
PORT ?= 8600
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test check bench clean
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	$(BIN)/dafu --data $(DEMO) index samples
	$(BIN)/dafu --data $(DEMO) search 5G基站 --limit 3
ifdef CHECK
	$(BIN)/python tests/check_demo.py $(BIN)/dafu $(DEMO) $(PORT)
else
	$(BIN)/dafu --data $(DEMO) serve --port $(PORT)
endif

test: $(VENV)/.installed-dev
	$(MAKE) --no-print-directory check
	sh tests/browser/install.sh
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.installed-dev
	$(BIN)/python bench/speed.py

$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新的版本")'
	test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || (sh tests/as_root.sh apt-get update -qq && sh tests/as_root.sh apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV))
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/pip install --quiet -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) $(DEMO) build *.egg-info
