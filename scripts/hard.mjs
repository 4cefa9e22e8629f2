// Tools of the long targets of the Makefile, in addition to those of the tests. `make test` needs none of it.

/**
 * By target: crates installed from source, folders of npm packages, the component that a nightly compiler has to have, Debian packages.
 * @typedef {{ crates?: Record<string, string>, folders?: string[], nightly?: string, debian?: string[] }} Hard
 * @type {Record<string, Hard>}
 */
export const HARD = {
  fuzz: { crates: { 'cargo-fuzz': '0.13.2' }, nightly: 'rustc' },
  mutants: { crates: { 'cargo-mutants': '27.1.0' } },
  'mutants-js': { folders: ['stryker'] },
  miri: { nightly: 'miri' },
  'constant-time': { debian: ['valgrind'] },
  docs: { folders: ['docs'] },
  semver: { crates: { 'cargo-semver-checks': '0.51.0' } },
  deny: { crates: { 'cargo-deny': '0.20.2' } },
  sbom: { crates: { 'cargo-cyclonedx': '0.5.9' } }
}
