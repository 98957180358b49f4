# bondsim: `make demo` shows an answer, `make test` runs the tests; `make help` lists the rest.
#
# Everything happens in .venv, an environment of this folder's own, made from requirements.lock (versions and hashes).
# It needs a Python of 3.12 or later and nothing else; another one is chosen by `make PYTHON=/path/to/python setup`.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
# Where a shell forbids Python to keep what it compiles, each of the hundreds of processes of the tests would do so anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
READY := .venv/.ready

# The stamp names the folder it was made in. If .venv does not run, or came here with a moved or copied folder, make it anew.
ifneq ($(shell test -x $(BIN)/bondsim && $(BIN)/python -c '' 2>&1 && cat $(READY) 2>/dev/null),$(CURDIR))
$(shell rm -f $(READY))
endif

# The kernels are compiled side by side before the tests, which would else wait for one another: that of careers with the core, and the large one.
COMPILE := from bondsim.engines.batch import compile; from bondsim.scenario import load, names; compile((s for s in map(load, names())

##@ Two commands to begin with

demo: $(READY) ## run experiments/rail_yard.yaml: figures and a summary under results/
	@$(BIN)/bondsim run experiments/rail_yard.yaml

test: $(READY) ## run the tests
	@$(BIN)/python -c "$(COMPILE) if s.is_career), print)" & $(BIN)/python -c "$(COMPILE) if not s.is_career and s.file.uses), print)" && wait
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal

##@ Working on bondsim

setup: $(READY) ## make .venv with every extra (the others do it by themselves)
	@echo "Ready: $(BIN)/bondsim --help"

check: $(READY) ## style, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

prove: $(READY) ## the long proofs, of which the tests keep a sample
	$(BIN)/python -m pytest -q -m prove

docs: $(READY) ## fill in what the pages show of the code: tables, outputs, the picture of the README
	$(BIN)/python docs/build.py

site: $(READY) ## make a site of the pages and notebooks, which needs no internet: results/site/index.html
	$(BIN)/python docs/make_site.py

answers: $(READY) ## run every question in experiments/ and write docs/answers.md and docs/answers/
	$(BIN)/python experiments/answers

bench: $(READY) ## measure speed, as ratios with the load of the machine (CASES="c threads" for some)
	$(BIN)/python benchmarks/run.py $(CASES)

notebooks: $(READY) ## make the notebooks anew from their scripts, with outputs
	$(BIN)/python notebooks/build.py

lock: $(READY) ## choose the versions in requirements.lock anew (needs uv)
	@{ sed -n '/^#/p' requirements.lock; uv pip compile --quiet --universal --python-version 3.12 --all-extras --upgrade \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml; } > .venv/new.lock
	@mv .venv/new.lock requirements.lock

help: ## list these commands
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

.PHONY: demo test setup check prove docs site answers bench notebooks lock help

# The first of these that runs (a version manager's placeholder may be on PATH and fail), is new enough and can make an environment.
PYTHONS := python3.14 python3.13 python3.12 python3 python $(wildcard $(or $(PYENV_ROOT),$(HOME)/.pyenv)/versions/3.1[2-9]*/bin/python3)
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))

$(READY): pyproject.toml requirements.lock
	@set -e; \
	python=; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",$(PYTHONS)); do \
	  if "$$candidate" -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "bondsim needs Python 3.12 or later, with its venv module. Tried: $(or $(PYTHON),$(PYTHONS))." >&2; \
	  echo "Install one (Debian, Ubuntu: apt install python3 python3-venv; Fedora: dnf install python3; macOS: brew install python;" >&2; \
	  echo "anywhere: pyenv install 3.13), or name one that you have: make PYTHON=/path/to/python3 ..." >&2; \
	  exit 1; \
	fi; \
	echo "Making .venv with $$("$$python" --version) (about two minutes, once) ..."; \
	"$$python" -m venv --clear .venv; \
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements.lock; \
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .; \
	printf '%s\n' "$(CURDIR)" > $@
