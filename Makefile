# Two commands: `make demo` shows the course grading itself, `make test` runs the tests.
# Both make the environment first, once.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Bytecode is kept whatever the environment says: a run of the tests starts hundreds of Python processes.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip --disable-pip-version-check
PACKAGES := -c constraints.txt -e ".[grader,dev]"
TWO_AT_ONCE := $(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder
SOAKED := $(addprefix tests/,attacks browser docs/test_commands.py engine grading/cluster grading/evidence grading/faults grading/test_functions.py grading/test_sample_class.py grading/test_several_graders.py notebook/test_pictures.py notebook/test_real_kernel.py platforms/test_colab.py platforms/test_gradescope.py platforms/test_identical_marks.py questions/test_calibration.py questions/test_course_content.py questions/test_function.py)

.PHONY: demo test thorough tests soak fuzz browser attacks ways calibrate lint types verify build wheel bench docs clean

demo: $(READY)
	@$(BIN)/autograder demo

test: $(READY)
	@$(TWO_AT_ONCE) $(TESTS)

thorough: $(READY)
	@$(TWO_AT_ONCE) -m thorough $(TESTS)

# Both in one run, as CI does: what both need is made once.
tests: $(READY)
	@$(TWO_AT_ONCE) -m "" $(TESTS)

soak: $(READY)
	@SOAK=1 $(TWO_AT_ONCE) -m "thorough or soak" $(or $(TESTS),$(SOAKED))

fuzz: $(READY)
	@$(BIN)/python -m tests.fuzz $(FUZZ)

browser: $(READY)
	@SHOTS="$(SHOTS)" $(BIN)/python -m pytest -m browser $(or $(TESTS),tests/browser)

attacks: $(READY)
	@$(BIN)/python -m tests.attacks $(ATTACKS)

ways: $(READY)
	@$(BIN)/python -m tests.ways $(WAYS)

calibrate: $(READY)
	@$(BIN)/python -m tests.calibration

build verify: $(READY)
	@$(BIN)/autograder $@

bench: $(READY)
	@$(BIN)/python -m tests.benchmarks $(BENCH)

wheel: $(READY)
	@$(BIN)/python -m build --wheel

# The variable silences a notice: mkdocs-material is maintained until 5 May 2027. Zensical, its successor,
# builds the same pages from the same mkdocs.yml.
docs: $(READY)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "docs: build/docs/index.html"

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo --no-cache

types: $(READY)
	@$(BIN)/mypy

# uv takes a third of pip's time. Where it can't be had, or finds no packages (it does not know pip's own
# settings), pip does all.
$(READY): pyproject.toml constraints.txt
	@echo "Making the environment in $(VENV): 2 GB, a few minutes the first time."
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if (3, 11) <= v < (3, 14) else f"Python 3.11 to 3.13 is needed, this is {v.major}.{v.minor}: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	-@$(PIP) install --quiet -c constraints.txt uv
	@$(BIN)/uv pip install --python $(BIN)/python --cache-dir $(VENV)/.cache --compile-bytecode $(PACKAGES) || \
		$(PIP) install $(PACKAGES)
	@rm -rf $(VENV)/.cache
	@touch $@

clean:
	rm -rf build demo dist .mypy_cache .pytest_cache .ruff_cache
