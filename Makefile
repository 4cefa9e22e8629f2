# Two commands are the promise: `make demo` shows the verifier at work, `make test` passes all tests.
# Both install what is missing first, see scripts/setup.mjs. `make test-core` is the quick run: Rust, Node, Deno, Bun and
# workerd, without browsers, bundlers and frameworks.

.PHONY: demo test test-core setup setup-core setup-test setup-bench build pack lint test-rust test-oldest reliability \
	bench bench-growth bench-native held-open readme docs clean fuzz fuzz-long fuzz-build count mutants mutants-js miri constant-time flips reproducible semver deny \
	sbom release-files

demo: pack
	@node scripts/demo/demo.mjs

# Examples and package in one queue, so that both processors stay busy.
test: setup-test lint test-rust pack
	node tests/run.mjs

test-core: setup-core lint test-rust pack
	node tests/run.mjs --core

setup:
	@node scripts/setup.mjs

setup-core:
	@node scripts/setup.mjs core

setup-test:
	@node scripts/setup.mjs test

setup-bench:
	@node scripts/setup.mjs bench

build: setup
	@node scripts/build.mjs

# The tarball that the tests and the demo install, as `npm install` would get it.
pack: build
	@npm pack ./pkg --silent --pack-destination target/npm

# `node_modules/.bin/biome check --write` formats and fixes JavaScript and TypeScript.
# Named so that no bundler or runtime finds a tsconfig.check.json: its paths lead to the sources, and tests want the tarball.
lint:
	cargo xtask contract pkg-template/lib/contract
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features -- -D warnings
	cargo clippy --no-default-features -- -D warnings
	@for each in pkg-template scripts tests/tsconfig.check.json tests/examples/tsconfig.check.json benches/tsconfig.check.json; do \
		node_modules/.bin/tsc -p $$each --incremental --tsBuildInfoFile target/types/$$each.tsbuildinfo || exit 1; done
	node_modules/.bin/biome ci --error-on-warnings
	node scripts/lint-prose.mjs
	@for each in fuzz tests/constant-time benches/native; do cargo metadata --locked --format-version 1 --manifest-path $$each/Cargo.toml > /dev/null || exit 1; done

# The last line is the no_std proof: no operating system, no allocator, and no JavaScript in the core.
test-rust:
	cargo test --all-features
	cargo rustc --package webhook-verifier --lib --crate-type rlib --no-default-features --target thumbv7em-none-eabi

# The crate on the oldest compiler that Cargo.toml promises. Not in `make test`: it wants a compiler more.
OLDEST = $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)

test-oldest:
	rustup toolchain install $(OLDEST) --profile minimal --no-self-update
	cargo +$(OLDEST) check --locked --all-features
	cargo +$(OLDEST) check --locked --no-default-features

# What `make test` does in short, in its long forms, with the figures: handled once, whatever happens; generated texts,
# deliveries and depths of stack. Takes about 30 minutes.
reliability: setup-test pack
	LONG=1 node tests/run.mjs --width=1 reliability:
	LONG=1 cargo test --all-features
	LONG=1 node tests/run.mjs JSON differential 'secret residue' 'stack overflow' 'keys of replay' Turbopack

# How fast, how small, beside others: prints, and writes benches/RESULTS.md and benches/chart.svg. Takes up to ten
# minutes and wants a machine that does nothing else. `make bench-growth` is the part about what grows, in its long form.
bench: setup-bench pack
	node benches/run.mjs

bench-growth: setup-bench pack
	node benches/run.mjs --long growth write

# Memory of a server with 10,000 requests that are held open, next to the guide's snippet. It takes two minutes, 20,000 file
# descriptors, and Linux.
held-open: setup-bench pack
	node benches/held-open.mjs

# The crate, next to ring, serde_json, simd-json and sonic-rs.
bench-native:
	cargo bench --locked --manifest-path benches/native/Cargo.toml --target-dir target

# The targets below show what SECURITY.md says. Each installs its own tools first, into .tools/ where that can be.

SECONDS = 60

# Each target for a minute, from the seeds in git; a finding ends it, with the input in fuzz/artifacts/.
fuzz: fuzz-build
	node scripts/fuzz.mjs $(SECONDS)

fuzz-build:
	@node scripts/setup.mjs hard fuzz
	PATH="$(CURDIR)/.tools/bin:$$PATH" cargo +nightly fuzz build --features fuzz

# Ten minutes for each target, and then executions by the count, with random inputs and no coverage to guide them: about an hour.
fuzz-long: SECONDS = 600
fuzz-long: fuzz count

COUNT = fuzz/target/release/count

count:
	cargo build --release --manifest-path fuzz/Cargo.toml --bin count
	$(COUNT) timestamp 1000000000
	$(COUNT) verify 100000000
	$(COUNT) headers 20000000
	$(COUNT) json 2000000
	$(COUNT) diagnose 100000
	$(COUNT) capture 20000000

# Every mutant of the core; what is not caught is listed in target/mutants.out/missed.txt and fails it. A mutant takes two seconds
# of a processor, what is endless takes 20. Two halves side by side (`--shard 0/2` and `1/2`, a CARGO_TARGET_DIR each) took 49
# minutes on two cores that had much else to do.
mutants:
	@node scripts/setup.mjs hard mutants
	CARGO_TARGET_DIR="$(CURDIR)/target/mutants" .tools/bin/cargo-mutants mutants --output target

# Every mutant of the package's JavaScript, but for what is used during development, built as one package. It fails where one survives
# that decides about deliveries, or more than one in twenty of all; what is not caught is listed in
# target/mutants-js/survivors.txt. It takes some 35 minutes on two cores that have much else to do.
mutants-js: setup-test build
	@node scripts/setup.mjs hard mutants-js
	node tests/mutation/run.mjs

MIRI = boundary deliveries delivery error hmac json secret timestamp vectors policy

# The core's tests under Miri, with a few cases of each: half an hour on two cores that had much else to do. With the SHA
# instructions, as it is `sha2` that has the `unsafe` for them.
miri:
	@node scripts/setup.mjs hard miri
	RUSTFLAGS=-Ctarget-feature=+sha,+ssse3,+sse4.1 MIRIFLAGS=-Zmiri-disable-isolation \
	cargo +nightly miri test --target x86_64-unknown-linux-gnu --test core -- $(MIRI:%=%::)

# Valgrind on native code, measured times on native code and in V8. Wants a quiet machine: about 5 minutes.
constant-time: pack
	@node scripts/setup.mjs hard constant-time
	node tests/constant-time/run.mjs pkg

# Ten thousand damaged modules.
flips: pack
	node tests/package/hardening/long-flips.mjs

# Builds twice, in two folders, for two users; prints the checksums.
reproducible: setup
	node scripts/reproducible.mjs

# The crate's public items beside those of the last version that was tagged before this commit, or of BASE, a git revision. What
# breaks users fails, unless the version in Cargo.toml says so. The package's exports, types and codes are in `make test`.
BASE = $(shell git describe --tags --abbrev=0 --match 'v*' HEAD^ 2>/dev/null)
SEMVER = PATH="$(CURDIR)/.tools/bin:$$PATH" cargo semver-checks --package webhook-verifier

semver:
	@node scripts/setup.mjs hard semver
	@if test -n "$(BASE)"; then $(SEMVER) --baseline-rev "$(BASE)"; \
	else echo 'no version was tagged before this commit: there is nothing to compare with'; fi

DENY = .tools/bin/cargo-deny --all-features --workspace --exclude axum-postgres

# Known advisories need a database from the network; with ADVISORIES=required it fails without.
deny:
	@node scripts/setup.mjs hard deny
	$(DENY) check licenses bans sources
	@if $(DENY) fetch db; then $(DENY) check advisories; \
	else echo 'advisories: not checked, as the database could not be had'; test "$$ADVISORIES" != required; fi

sbom: pack
	@node scripts/setup.mjs hard sbom
	node scripts/sbom.mjs

# What a release consists of, in target/release-files/.
release-files: sbom
	node scripts/release-files.mjs

# The generated parts of docs/: the table of runtimes and the pictures of the inspector, out of the last whole run of `make test`; the
# tables of codes and the picture of a terminal, out of the built package and the pages.
readme:
	node tests/runner/runtimes-table.mjs
	node tests/package/inspector/picture.mjs
	node scripts/page-parts.mjs

# The site, in target/docs/: docs/, the API reference and the inspector. A dead link fails it.
docs: build
	@node scripts/setup.mjs hard docs
	node scripts/site.mjs

clean:
	rm -rf pkg target .tools node_modules
