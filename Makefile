# make demo    grade a made-up district of 2,000 firms   (a newcomer's first command)
# make test    everything CI runs                       (the second)
# make bench   the batch beside the same work by hand
# make agree   the evaluators against each other on N drawn cases (a case is a pack, a subject, a date)
# make lint    style, types, layers
# make clean   remove what these made

PYTHON ?= python3
N ?= 2000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test bench agree lint clean

help:
	@sed -n '/^#/!q; s/^# //p' Makefile

# --- the virtual environment; a second run finds the stamps and installs nothing ---

# Why durable-rules cannot be built here, in one word; nothing where it can be, or is not needed (3.13 and later).
define CANNOT_BUILD
import os, shlex, shutil, sys, sysconfig
if sys.version_info < (3, 13):
    named = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]
    header = os.path.join(sysconfig.get_path("include"), "Python.h")
    if not any(map(shutil.which, (named, "cc", "gcc"))):
        print("compiler")
    elif not os.path.exists(header):
        print("header")
    elif not shutil.which(named):
        print("use-cc" if shutil.which("cc") else "use-gcc")
endef
export CANNOT_BUILD

define CREATE_VENV
	set -eu; \
	say() { echo "$$1" >&2; exit 1; }; \
	command -v $(PYTHON) >/dev/null \
	  || say "riskgrade needs Python 3.11 or later; '$(PYTHON)' was not found (try: make PYTHON=python3.11 …). / 需要 Python 3.11 或更高版本，未找到 $(PYTHON)。"; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || say "riskgrade needs Python 3.11 or later; '$(PYTHON)' is older (try: make PYTHON=python3.11 …). / 需要 Python 3.11 或更高版本，$(PYTHON) 的版本过低。"; \
	$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || say "Python's venv module is missing (Debian and Ubuntu: apt install python3-venv). / 缺少 Python 的 venv 模块（Debian、Ubuntu：apt install python3-venv）。"; \
	case "$$($(PYTHON) -c "$$CANNOT_BUILD")" in \
	  compiler) say "A C compiler is missing; one dependency is built from source (Debian and Ubuntu: apt install gcc). / 缺少 C 编译器，有一个依赖需要从源码编译（Debian、Ubuntu：apt install gcc）。";; \
	  header) say "Python's C headers are missing (Debian and Ubuntu: apt install python3-dev). / 缺少 Python 的 C 头文件（Debian、Ubuntu：apt install python3-dev）。";; \
	  use-cc) export CC=cc;; \
	  use-gcc) export CC=gcc;; \
	esac; \
	echo "1/2 Making a virtual environment in $(VENV) / 正在创建虚拟环境" >&2; \
	$(PYTHON) -m venv $(VENV); \
	echo "2/2 Installing riskgrade and what it needs; about a minute / 正在安装，约一分钟" >&2; \
	$(PIP) install -e .
endef

$(VENV)/.core: setup.cfg setup.py pyproject.toml
	@$(CREATE_VENV)
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	@echo "Installing the tools for tests / 正在安装测试工具" >&2
	@$(PIP) install -e ".[dev]"
	@touch $@

# --- the faces ---

# Exit status 1 of `grade` is "done, with findings": the district has a few bad rows on purpose.
demo: $(VENV)/.core
	@rm -rf build/demo
	@echo "Grading a made-up district by the rule pack cn-suining-2023 / 正在用规则包 cn-suining-2023 为虚构的辖区评级"
	@$(BIN)/riskgrade grade datasets/suining-demo --pack cn-suining-2023 --as-of 2023-12-31 --out build/demo --format parquet,csv,xlsx \
	  || { status=$$?; [ $$status -eq 1 ] && [ -f build/demo/summary.json ] || exit $$status; }
	@echo
	@echo "Results are in build/demo / 结果在 build/demo："
	@ls -1p build/demo | sed 's/^/  /'

lint: $(VENV)/.dev
	@echo "style / 代码风格"; $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "types / 类型"; $(BIN)/mypy
	@echo "layers / 分层"; $(BIN)/lint-imports --no-cache

# pytest last, so that its own summary is the closing line.
test: lint
	@set -e; for pack in rules/*/pack.yaml; do \
	  name=$$(basename "$$(dirname "$$pack")"); echo "cases of $$name / 规则包用例"; $(BIN)/riskgrade test "$$name"; done
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

bench: $(VENV)/.dev
	@$(BIN)/python benchmarks/run.py

agree: $(VENV)/.dev
	@RISKGRADE_EXAMPLES=$$((($(N) + 7) / 8)) $(BIN)/python -m pytest -m agree -n 2 --dist loadgroup

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src rules tests datasets -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf src/*.egg-info
