# Two commands are the promise: `make demo` shows the verifier at work, `make test` passes all tests.
# Both install what is missing first, into this folder. `make test-core` is the quick run: Rust, Node, Deno, Bun and
# workerd, without browsers, bundlers and frameworks.

.PHONY: demo test test-core setup setup-core setup-test build pack lint test-rust test-examples test-npm prove readme clean

demo: pack
	@node js-examples/demo/demo.mjs

test: setup-test lint test-rust pack test-examples test-npm

test-core: setup-core lint test-rust pack
	node tests/examples/run.mjs --core
	node tests/package/run.mjs --core

setup:
	@node scripts/setup.mjs

setup-core:
	@node scripts/setup.mjs core

setup-test:
	@node scripts/setup.mjs test

build: setup
	@node scripts/build.mjs

# The tarball that the tests and the demo install, as `npm install` would get it.
pack: build
	@npm pack ./pkg --silent --pack-destination target/npm

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features -- -D warnings
	cargo clippy --no-default-features -- -D warnings

# The last line is the no_std proof: no operating system, no allocator, and no JavaScript in the core.
test-rust:
	cargo test --all-features
	cargo rustc --lib --crate-type rlib --no-default-features --target thumbv7em-none-eabi

test-examples:
	node tests/examples/run.mjs

test-npm:
	node tests/package/run.mjs

# What `make test` does in short, in its long forms, with the figures: handled once, whatever happens; generated texts,
# deliveries and depths of stack. Takes about 30 minutes.
prove: setup-test pack
	node tests/proofs/run.mjs
	LONG=1 node tests/package/run.mjs JSON differential 'stack overflow' Turbopack

# The table of runtimes, out of the last whole run of `make test`.
readme:
	node tests/package/runs.mjs

clean:
	rm -rf pkg target .tools node_modules
