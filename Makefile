# Two commands on a fresh machine: `make demo` and `make test`. Everything else is for those who change the code.
PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin/python

.PHONY: help demo test check test-all golden notebooks bench evaluate train zip pictures site release-check pins test-oldest clean

help:
	@echo "make demo   建立环境，安装，为自带样本写出对照报告（demo/）"
	@echo "make test   建立环境，安装测试依赖，跑完所有测试"
	@echo "make zip    不用命令行的人要的压缩包：dist/对照-….zip"
	@echo "make check  代码格式、类型、分层、文档的网站"
	@echo "make site   文档的网站：build/site/html/index.html"
	@echo "make release-check 发布之前：打包，检查，装进干净的环境，试一遍"
	@echo "make pins   重新生成 CI 装的版本和哈希（.ci/pins.txt）"
	@echo "make golden 行为变了、CHANGELOG.md 写了一行之后：记下现在的行为"

$(VENV)/made:
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 10) else "duizhao needs Python 3.10 or newer; name one with make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv "$(VENV)"
	touch "$@"

$(VENV)/installed: setup.cfg setup.py pyproject.toml | $(VENV)/made
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-compile -e .
	touch "$@"

# With PINNED=1 (.ci/run) the versions and files of .ci/pins.txt, else the newest that setup.cfg allows.
$(VENV)/installed-test: setup.cfg setup.py pyproject.toml .ci/pins.txt | $(VENV)/made
ifdef PINNED
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/pins.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
else
	$(RUN) -m pip install --quiet --disable-pip-version-check -e '.[test]'
endif
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

# What .ci/run installs, for every Python and system: the newest versions that setup.cfg allows today, each file with its hash. Names no
# index. Run it when a requirement of setup.cfg has changed (tests/test_dependencies.py says so), and now and then.
pins: | $(VENV)/made
	$(PYTHON) -m venv .venv-pins && .venv-pins/bin/python -m pip install --quiet --disable-pip-version-check uv
	.venv-pins/bin/uv pip compile setup.cfg --extra test --extra release --universal --python-version 3.10 --upgrade \
	  --generate-hashes --no-header --no-annotate --quiet --output-file .ci/pins.txt
	rm -rf .venv-pins

# The oldest versions that setup.cfg allows, in an environment of their own; OLD_TESTS are those that use most of the packages.
OLD_TESTS ?= $(addprefix tests/test_, $(addsuffix .py, documents formats align report workbook word charts cli batch words extract_command \
  report_columns notebook doctor syntax_parser))
test-oldest:
	$(PYTHON) -m venv .venv-oldest && .venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check uv
	.venv-oldest/bin/uv pip install --quiet --python .venv-oldest --resolution lowest-direct -e '.[all,test]'
	.venv-oldest/bin/python -m pytest -q -n 2 $(OLD_TESTS)

# Before a release: source archive and wheel (built by way of it), what an index would refuse, an install of the wheel into an
# environment of its own with a home of its own, and a report written there.
RELEASE = dist/release
CLEAN = env -i PATH="$(CURDIR)/$(RELEASE)/venv/bin:/usr/bin:/bin" HOME="$(CURDIR)/$(RELEASE)/home" LC_ALL=C.UTF-8
release-check: $(VENV)/installed-test
	$(RUN) -m pip install --quiet --disable-pip-version-check -e '.[release]'
	rm -rf $(RELEASE) build && mkdir -p $(RELEASE)/home
	$(RUN) -m build --outdir $(RELEASE) . > $(RELEASE)/build.txt || { cat $(RELEASE)/build.txt; exit 1; }
	$(RUN) -m twine check --strict $(RELEASE)/*.whl $(RELEASE)/*.tar.gz
	$(PYTHON) -m venv $(RELEASE)/venv
	$(RELEASE)/venv/bin/python -m pip install --quiet --disable-pip-version-check $(RELEASE)/*.whl
	cd $(RELEASE)/home && $(CLEAN) duizhao doctor
	cd $(RELEASE)/home && $(CLEAN) sh -c 'duizhao report "$$(python -c "import duizhao; print(duizhao.sample_folder())")" -o sample'
	test -s $(RELEASE)/home/sample/index.html
	test "$$(ls -A $(RELEASE)/home)" = sample
	@echo "可以发布：$(RELEASE) 里的 .whl 和 .tar.gz"

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
