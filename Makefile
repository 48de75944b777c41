# Two commands on a fresh machine: `make demo` and `make test`. Everything else is for those who change the code.
PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin/python

.PHONY: help demo test check test-all golden notebooks bench evaluate train zip pictures site clean

help:
	@echo "make demo   建立环境，安装，为自带样本写出对照报告（demo/）"
	@echo "make test   建立环境，安装测试依赖，跑完所有测试"
	@echo "make zip    不用命令行的人要的压缩包：dist/对照-….zip"
	@echo "make check  代码格式、类型、分层、文档的网站"
	@echo "make site   文档的网站：build/site/html/index.html"
	@echo "make golden 行为变了、CHANGELOG.md 写了一行之后：记下现在的行为"

$(VENV)/made:
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 10) else "duizhao needs Python 3.10 or newer; name one with make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv "$(VENV)"
	touch "$@"

$(VENV)/installed: setup.cfg setup.py pyproject.toml | $(VENV)/made
	$(RUN) -m pip install --quiet --disable-pip-version-check -e .
	touch "$@"

$(VENV)/installed-test: setup.cfg setup.py pyproject.toml | $(VENV)/made
	$(RUN) -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch "$@" "$(VENV)/installed"

demo: $(VENV)/installed
	$(RUN) -m duizhao report corpus/sample -o demo
	@echo "打开 demo/index.html 看报告"

test: $(VENV)/installed-test
	$(RUN) -m pytest -n 2 --dist worksteal

check: $(VENV)/installed-test
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -c "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
	$(RUN) docs/site/make_site.py

# The documentation as a site, which can be read from the disk; fails on any warning and on any link that leads nowhere.
site: $(VENV)/installed-test
	$(RUN) docs/site/make_site.py

# Every supported Python that this machine has.
test-all:
	for version in 3.10 3.11 3.12 3.13; do \
	  if python$$version -c pass 2> /dev/null; then \
	    $(MAKE) test PYTHON=python$$version VENV=.venv-$$version || exit 1; \
	  else echo "python$$version: not on this machine, not tested"; fi; \
	done

# Records what the program does now, and renews tests/golden; refuses where CHANGELOG.md has no new line about it.
golden: $(VENV)/installed-test
	PYTHONPATH=. $(RUN) tests/behaviour.py
	DUIZHAO_RENEW_GOLDEN=1 $(RUN) -m pytest -q -n 0 tests/test_golden.py

# What people without a terminal get; needs nothing but a Python.
zip:
	$(PYTHON) start/make_zip.py

# The pictures of docs/开始.md, after the page has changed; needs a Chromium.
pictures: $(VENV)/installed-test
	$(RUN) start/take_pictures.py

# Every figure by family left out; needs the labelled material (SHARED).
SHARED ?= ../shared
evaluate: $(VENV)/installed-test
	$(RUN) benchmarks/evaluate.py "$(SHARED)"

# Fits the three models anew on the labelled material: the same labels give the same tables, byte for byte.
train: $(VENV)/installed-test
	$(RUN) benchmarks/fit_links.py "$(SHARED)" --no-figures --write
	$(RUN) benchmarks/fit_judge.py "$(SHARED)" --write
	$(RUN) benchmarks/fit_relations.py "$(SHARED)" --write
	$(RUN) benchmarks/fit_certainty.py "$(SHARED)" --write

# Runs the notebooks anew and stores what they print.
notebooks: $(VENV)/installed-test
	$(RUN) tests/notebook_runs.py

# All but the first and the long texts need the labelled material and the laws (SHARED); the long texts take half an hour and 3 GB.
bench: $(VENV)/installed-test
	$(RUN) benchmarks/start_and_report.py
	@if [ -d "$(SHARED)/laws" ]; then \
	  $(RUN) benchmarks/align_peers.py "$(SHARED)" && $(RUN) benchmarks/align_cost.py "$(SHARED)" && \
	  $(RUN) benchmarks/calibration.py "$(SHARED)" && \
	  $(RUN) benchmarks/split_sentences.py "$(SHARED)/laws" && $(RUN) benchmarks/extract_requirements.py "$(SHARED)/laws" && \
	  $(RUN) benchmarks/read_laws.py "$(SHARED)/laws"; \
	else echo "$(SHARED)/laws: not there, only the long texts are read"; $(RUN) benchmarks/read_laws.py; fi

clean:
	rm -rf build dist *.egg-info demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
