# make run    the main job on the sample reports
# make test   the tests
# make lint   style of code and SQL, and which room may know which
# make setup  only the environment the others need
PYTHON ?= python3
BIN := .venv/bin
HOME_DIR ?= data
STAMP := .venv/installed

.PHONY: setup run test lint accuracy proof joined torture mutate e2e clean

setup: $(STAMP)

# The lock names every package with its hashes; --no-deps since one of them asks for a certificate list newer than there is.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

run: setup
	$(BIN)/gongkai run data/samples --home $(HOME_DIR)

test: setup
	$(BIN)/pytest -n 2

lint: setup
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint sql --disable-progress-bar

accuracy: setup
	$(BIN)/python -m bench.corpus --out bench/out/corpus --documents 480
	$(BIN)/python -m bench.accuracy --corpus bench/out/corpus

proof: setup
	$(BIN)/python -m bench.proof

joined: setup
	$(BIN)/python -m bench.joined

mutate: setup
	$(BIN)/python -m bench.mutate

torture: setup
	$(BIN)/python -m bench.torture

e2e: setup
	$(BIN)/pytest -m e2e --timeout 900

clean:
	rm -rf .venv bench/out
