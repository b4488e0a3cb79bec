# Two commands do everything on a fresh machine: `make generate` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One package, by the name of its folder below spec; every one of them if it is empty.
PACKAGE ?=
API_VERSION ?=
# Where packages are published, and the tag of a release, in place of PACKAGE.
REPOSITORY ?=
export TAG ?=
# Of a Sigstore instance that signs attestations in place of the public one.
TRUST_CONFIG ?=
# A file for the entry of the change log.
ENTRY ?=
# What `spec-diff` compares with: where the working tree left the main branch.
MAIN ?= $(shell git rev-parse --quiet --verify origin/main >/dev/null && echo origin/main || echo main)
BASE ?= $(shell git merge-base HEAD '$(MAIN)')
# The day for which sunsets and expiry dates are judged.
TODAY ?= $(shell date -u +%Y-%m-%d)
FAIL_ON ?= breaking
FORMAT ?= text
# A folder for the reports in every format.
REPORTS ?=
PULL_REQUEST ?=

PACKAGES := $(if $(PACKAGE),$(PACKAGE),$(notdir $(patsubst %/,%,$(wildcard spec/*/))))
# Those that the working tree no longer has.
GONE = $(if $(PACKAGE),,$(filter-out $(PACKAGES),$(shell git ls-tree -d --name-only '$(BASE):spec' 2>/dev/null \
  | grep -xE '[A-Za-z0-9._-]+')))
PROJECTS := $(wildcard generated/*/pyproject.toml)
OWN := generator templates/runtime tests
CONTRACT := tests/contract
REPORT_FORMS := html markdown json sarif junit

.DEFAULT_GOAL := help
.PHONY: help generate check lint format test test-contract spec-diff spec-rules spec-summary spec-comment conformance \
  release build publish publish-check publish-local release-entry release-page upstream upstream-propose \
  types bench lock clean

help: ## Show this list.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

generate: $(BIN)/.ready ## Bring generated/ up to date; PACKAGE=... for one, API_VERSION=... to change its date first.
	@$(BIN)/specloom generate $(PACKAGE) $(if $(API_VERSION),--api-version '$(API_VERSION)')

check: $(BIN)/.ready ## Fail if generated/ is not what spec/ gives.
	@$(BIN)/specloom check $(PACKAGE)

lint: $(BIN)/.ready ## Look for mistakes in the documents, as the overlays correct them, and in the code.
	@for package in $(PACKAGES); do $(BIN)/specloom lint --strict --overlaid "$$package" || exit 1; done
	@$(BIN)/ruff check $(OWN)
	@$(BIN)/ruff format --check $(OWN)

spec-diff: $(BIN)/.ready ## Say what the working tree breaks; BASE=... for another commit, FAIL_ON, FORMAT, REPORTS=folder.
	@test -n "$(BASE)" || { echo "make spec-diff found no main branch to compare with: give BASE=..." >&2; exit 2; }
	@$(if $(REPORTS),mkdir -p '$(REPORTS)',true)
	@worst=0; for package in $(PACKAGES) $(GONE); do \
	  here=; test ! -d "spec/$$package" || here=$$package; \
	  $(BIN)/specloom diff --root . '$(BASE):'"$$package" $$here --today '$(TODAY)' --fail-on '$(FAIL_ON)' \
	    --format '$(FORMAT)' $(if $(REPORTS),$(foreach form,$(REPORT_FORMS),--report $(form)='$(REPORTS)'/"$$package".$(form))) \
	    || { code=$$?; test $$code -le $$worst || worst=$$code; }; \
	done; exit $$worst

spec-rules: $(BIN)/.ready ## List the rules by which spec-diff judges, with examples.
	@$(BIN)/specloom diff --rules

spec-summary: ## Print the Markdown reports of REPORTS=folder, or show them as the summary of a CI job.
	@cat '$(REPORTS)'/*.markdown >> "$${GITHUB_STEP_SUMMARY:-/dev/stdout}"

spec-comment: ## Put the Markdown reports of REPORTS=folder into comments on PULL_REQUEST=number, one a package (needs gh).
	@command -v gh >/dev/null || { echo "make spec-comment needs gh, the command line of GitHub" >&2; exit 2; }
	@test -n '$(PULL_REQUEST)' || { echo "say where to: make spec-comment PULL_REQUEST=1 REPORTS=folder" >&2; exit 2; }
	@for report in '$(REPORTS)'/*.markdown; do \
	  old=$$(MARK=$$(head -n 1 "$$report") gh api --paginate 'repos/{owner}/{repo}/issues/$(PULL_REQUEST)/comments' \
	    --jq '.[] | select(.user.type == "Bot" and (.body | startswith(env.MARK))) | .id' | head -n 1); \
	  if test -n "$$old"; then \
	    gh api --silent --method PATCH "repos/{owner}/{repo}/issues/comments/$$old" --field body=@"$$report"; \
	  else \
	    gh api --silent 'repos/{owner}/{repo}/issues/$(PULL_REQUEST)/comments' --field body=@"$$report"; \
	  fi || exit 1; \
	done

format: $(BIN)/.ready ## Put the code into its style.
	@$(BIN)/ruff check --quiet --select I --fix $(OWN)
	@$(BIN)/ruff format $(OWN)

test: $(BIN)/.ready $(BIN)/.packages ## Run every test, of the toolkit and of the generated packages.
	@$(BIN)/pytest -n 2 tests
	@for project in $(PROJECTS:/pyproject.toml=); do \
	  (cd "$$project" && $(abspath $(BIN))/pytest -q -n 2 -p no:cacheprovider) || exit 1; \
	done

release: $(BIN)/.ready ## Prepare the next release of PACKAGE=...: its version and change log, out of what has changed.
	@$(BIN)/specloom release $(PACKAGE)

build: $(BIN)/.ready ## Build sdist and wheel of every package and of the toolkit into dist/, and check them.
	@$(BIN)/python -m specloom.publishing build $(PACKAGE)

publish-local: $(BIN)/.ready ## Rehearse the release of PACKAGE=... or TAG=... against an index on this machine.
	@$(BIN)/python -m tests.publishing.rehearsal $(PACKAGE)

publish-check: $(BIN)/.ready ## Fail where publish would refuse PACKAGE=... or TAG=..., without uploading anything.
	@$(BIN)/python -m specloom.publishing check $(PACKAGE) $(if $(REPOSITORY),--repository '$(REPOSITORY)')

publish: $(BIN)/.ready ## Upload PACKAGE=... or TAG=... to REPOSITORY=... (pypi, a section of .pypirc, or an address).
	@test -n '$(REPOSITORY)' || { echo "say where to: make publish PACKAGE=... REPOSITORY=testpypi" >&2; exit 2; }
	@$(BIN)/python -m specloom.publishing publish $(PACKAGE) --repository '$(REPOSITORY)' \
	  $(if $(TRUST_CONFIG),--trust-config '$(TRUST_CONFIG)')

release-entry: $(BIN)/.ready ## Print what the change log tells about PACKAGE=... or TAG=..., or write it to ENTRY=file.
	@$(BIN)/python -m specloom.publishing entry $(PACKAGE)$(if $(ENTRY), > '$(ENTRY)')

release-page: ## Make the page of TAG=... with ENTRY=file and what is in dist (needs gh).
	@command -v gh >/dev/null || { echo "make release-page needs gh, the command line of GitHub" >&2; exit 2; }
	@gh release create "$$TAG" --verify-tag --title "$$TAG" --notes-file '$(ENTRY)' dist/*

upstream: $(BIN)/.ready ## Capture anew what package.yaml has an upstream for, generate, and write what changed to REPORTS=folder.
	@test -n '$(REPORTS)' || { echo "say where to: make upstream REPORTS=folder" >&2; exit 2; }
	@mkdir -p '$(REPORTS)'
	@for package in $(PACKAGES); do \
	  grep -q '^upstream:' "spec/$$package/package.yaml" || continue; \
	  $(BIN)/specloom capture --into "spec/$$package" && $(BIN)/specloom generate "$$package" && \
	  $(BIN)/specloom diff "HEAD:$$package" "$$package" --today '$(TODAY)' \
	    --report markdown='$(REPORTS)'/"$$package".markdown || exit 1; \
	done
	@# Where only comments differ, such as the name of the source, there is nothing to propose.
	@export GIT_INDEX_FILE='$(abspath $(REPORTS))'/index; cp "$$(git rev-parse --git-path index)" "$$GIT_INDEX_FILE"; \
	git add --all -- spec generated; \
	if test -n "$$(git diff --cached -I'^#' HEAD -- spec generated)"; then \
	  git diff --cached --binary HEAD -- spec generated > '$(REPORTS)'/upstream.patch; \
	else : > '$(REPORTS)'/upstream.patch; fi; \
	rm "$$GIT_INDEX_FILE"

upstream-propose: ## Propose the patch of REPORTS=folder, with its reports as the text (needs gh, and a right to push).
	@command -v gh >/dev/null || { echo "make upstream-propose needs gh, the command line of GitHub" >&2; exit 2; }
	@test -s '$(REPORTS)'/upstream.patch || { echo "nothing has changed upstream"; exit 0; }; \
	git switch --quiet --force-create upstream && \
	git apply --index --include='spec/*' --include='generated/*' '$(REPORTS)'/upstream.patch && \
	git commit --quiet --message "Bring the fragments to the provider's state" && \
	git push --quiet --force origin upstream && \
	cat '$(REPORTS)'/*.markdown | head -c 60000 > '$(REPORTS)'/body && \
	if test -n "$$(gh pr list --head upstream --state open --json number --jq '.[].number')"; then \
	  gh pr edit upstream --body-file '$(REPORTS)'/body; \
	else \
	  gh pr create --head upstream --title "Bring the fragments to the provider's state" --body-file '$(REPORTS)'/body; \
	fi

types: $(BIN)/.ready $(BIN)/.packages ## Check types: of the toolkit, the runtime and the generated packages.
	@$(BIN)/mypy --strict generator/specloom
	@$(BIN)/mypy --strict templates/runtime
	@for project in $(PROJECTS:/pyproject.toml=); do $(BIN)/mypy --strict "$$project" || exit 1; done
	@$(BIN)/basedpyright --level error templates/runtime $(PROJECTS:/pyproject.toml=)

test-contract: $(BIN)/.ready $(BIN)/.packages ## Let Prism, a mock server not ours, judge the generated package (needs Node.js).
	@command -v node >/dev/null && command -v npm >/dev/null || \
	  { echo "make test-contract needs Node.js 18.20 or newer, with npm" >&2; exit 1; }
	@$(MAKE) --no-print-directory $(CONTRACT)/node_modules/.ready
	@SPECLOOM_CONTRACT=required $(BIN)/pytest $(CONTRACT)

bench: $(BIN)/.ready ## Measure what the package costs beside its peers, and write tests/benchmarks/RESULTS.md.
	@$(BIN)/python -m tests.benchmarks

conformance: $(BIN)/.ready ## Hold whole documents, at every date, to what they say, and write tests/whole_documents/TABLE.md.
	@$(BIN)/python -m tests.whole_documents $(CONFORMANCE)

clean: ## Remove the environment and what tools left behind.
	@rm -rf $(VENV) dist .specloom .mypy_cache .pytest_cache .ruff_cache

lock: ## Resolve requirements/dev.txt anew (needs uv).
	uv pip compile pyproject.toml --extra dev --extra publish --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements/dev.txt

$(BIN)/.ready: requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@# The lock names everything; older versions of pip do not see that it holds what an extra asks for.
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# The packages as their users have them: installed, but from where they are generated.
$(BIN)/.packages: $(BIN)/.ready $(PROJECTS)
	@for project in $(PROJECTS:/pyproject.toml=); do \
	  $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable "$$project" \
	    || exit 1; \
	done
	@touch $@

# The stamp is only asked for by test-contract, which has looked for npm before.
$(CONTRACT)/node_modules/.ready: $(CONTRACT)/package.json $(CONTRACT)/package-lock.json
	@cd $(CONTRACT) && npm ci --loglevel=error
	@touch $@
