# Every target sets up what it needs; `make help` lists them.
PYTHON ?= python3
CACHE  ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/daogou
UV_VERSION := 0.13.9
UV     := $(CACHE)/uv-$(UV_VERSION)/bin/uv
BIN    := .venv/bin
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help install demo test lint format lock schema accept bench fuzz clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

install: .venv/.runtime ## make .venv with the daogou command

demo: .venv/.runtime ## set everything up and serve the demo (ARGS=--no-serve ends after the summary)
	$(BIN)/daogou demo $(ARGS)

test: .venv/.dev ## pass the tests against a real Neo4j (ARGS are pytest's)
	$(BIN)/pytest $(ARGS)

lint: .venv/.dev ## ruff, mypy strict, import-linter
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.dev ## put the code into its standard form
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock: $(UV) ## renew the locks from pyproject.toml
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml -o requirements.lock
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra dev --extra analyst -c requirements.lock pyproject.toml -o requirements-dev.lock

schema: .venv/.runtime ## write the API's schema to api/schema.graphql
	$(BIN)/python -c "print(__import__('api.schema').schema.build_schema().as_str())" > api/schema.graphql

accept: schema ## take the schema of today as released, its breaking changes too (CHANGELOG.md says what frontends do)
	cp api/schema.graphql api/schema.released.graphql

bench: .venv/.dev ## measure loading against plain UNWIND … MERGE (ARGS: catalogues, PGPR folders)
	$(BIN)/python -m bench.loading $(ARGS)

fuzz: $(UV) ## fuzz the GraphQL of a running server with Schemathesis (ARGS is its address)
	$(UV) tool run schemathesis@4.32.5 run $(or $(ARGS),http://127.0.0.1:8000/graphql) -c not_a_server_error -n 30 --phases fuzzing \
		--exclude-name Query.cypher # off by default, and says so

clean: ## remove the environment and the local server's data
	-$(BIN)/daogou neo4j stop
	rm -rf .venv .daogou

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12"; exit 1; }
	@echo "fetching uv $(UV_VERSION) …"
	@rm -rf $(CACHE)/uv-$(UV_VERSION) && $(PYTHON) -m venv $(CACHE)/uv-$(UV_VERSION)
	@$(CACHE)/uv-$(UV_VERSION)/bin/pip install -q --disable-pip-version-check uv==$(UV_VERSION)

.venv/bin/python: | $(UV)
	$(UV) venv -q --allow-existing --python $(PYTHON) .venv

# With TORCH_INDEX_URL torch comes from that index (a CPU build is a tenth of the size) and its CUDA companions stay out.
define install
	@echo "installing $(1) …"
	@$(if $(TORCH_INDEX_URL),$(UV) pip install -q -p .venv --no-deps --index-url $(TORCH_INDEX_URL) \
		"$$(sed -nE 's/^(torch==[^ ]+).*/\1/p' $(1))")
	@$(if $(TORCH_INDEX_URL),awk '/^[a-z]/ {skip = /^(torch==|nvidia-|cuda-|triton)/} !skip',cat) $(1) > .venv/$(1)
	@$(UV) pip install -q -p .venv --require-hashes -r .venv/$(1)
	@$(UV) pip install -q -p .venv --no-deps --no-build-isolation -e .
	@touch $@
endef

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/python
	$(call install,requirements.lock)

.venv/.dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	$(call install,requirements-dev.lock)
	@touch .venv/.runtime
