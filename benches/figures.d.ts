// The figures of the benchmark, by part, and what its programs hand to each other.

export interface Runtime {
  name: string
  version: string
  command: string
  args: string[]
}

/** How many times as fast ours is, over the rounds. */
export interface Ratio {
  median: number
  low: number
  high: number
  best: number
}

/** Nanoseconds a call. */
export interface DuelRow {
  name: string
  median: number
  best: number
  ratio: Ratio
}

export type Path = 'check' | 'full'

export interface DuelCell {
  runtime: string
  path: Path
  bytes: number
  form: string
  rows: DuelRow[]
  /** Contenders that do not run there, with the reasons. */
  absent: Record<string, string>
}

/** Milliseconds. */
export interface StartRow {
  name: string
  import: number
  begun: number
  whole: number
  ratio: Ratio
  wholeRatio: Ratio
}

export interface StartCell {
  runtime: string
  rows: [ours: StartRow, ...others: StartRow[]]
}

/** Microseconds of the first call, of calls 2 to 10, and of 11 to 100. */
export interface PhaseRow {
  name: string
  micros: number[]
}

export interface PhaseCell {
  runtime: string
  rows: [ours: PhaseRow, ...others: PhaseRow[]]
}

/** Bytes. */
export interface SizeRow {
  name: string
  minified: number
  gzip: number
}

export interface MemoryCell {
  runtime: string
  rows: { name: string; bytes: number }[]
}

export interface ServerRow {
  framework: string
  name: string
  micros: number
  ratio: number
  perSecond: number
  rate: number
  p99: number
  wait: number
}

export interface RefusedRow {
  name: string
  snippet: number
  ours: number
  ratio: number
}

export interface RefusalCell {
  runtime: string
  bytes: number
  form: string
  verified: number
  refused: number
  share: number
}

export interface RotationCell {
  bytes: number
  rows: { secrets: number; nanos: number; times: number }[]
}

export interface WorstCell {
  bytes: number
  rows: { shape: string; verify: number; scan: number; parse: number }[]
}

export interface Point {
  bytes: number
  nanos: number
}

export interface Line {
  path: Path
  form: string
  points: Point[]
  fit: { start: number; slope: number; r2: number; worst: number }
}

export interface Growth {
  runtime: string
  body: Line[]
  verifiers: { count: number; full: number; check: number }[]
  deliveries: { done: number; nanos: number; rss: number; wasm: number }[]
}

export interface Figures {
  check: DuelCell[]
  full: DuelCell[]
  workerd: DuelCell[]
  start: StartCell[]
  phases: PhaseCell[]
  sizes: SizeRow[]
  memory: MemoryCell[]
  server: ServerRow[]
  refused: RefusedRow[]
  refusals: RefusalCell[]
  rotation: RotationCell[]
  worst: WorstCell[]
  growth: Growth
}

export interface Stamp {
  date: string
  commit: string
  effort: string
  load: number
}

/** Figures of parts as they are kept, each with its stamp. */
export type Parts = Record<string, { stamp: Stamp; figures: unknown }>

export interface Machine {
  cpu: string
  runtimes: Record<string, string>
  peers: Record<string, string>
}

export interface Results {
  machine: Machine
  parts: Parts
}

export interface Effort {
  rounds: number
  spawns: number
  growthRounds: number
  deliveries: number
  requests: number
  serverRounds: number
}

/** A server process that is measured. */
export interface Running {
  port: number
  died: Promise<never>
  stop(): unknown
  micros(): Promise<number>
}

export type Body = string | Uint8Array

/** A delivery as a contender takes it, and a program keeps it: only the contender knows its members. */
export type Signed = any

/** A contender at work: it signs a body, and verifies the delivery of one. */
export interface Way {
  sign(body: Body, time: string): Signed
  verify(delivery: Signed): boolean | Promise<boolean>
}

/** A way of a library that keeps what it was made with, such as its `Webhook`. */
export type Signer = any

/** A contender that is ready to be timed. */
export interface Contender {
  name: string | number
  verify: Way['verify']
  deliveries: Signed[]
  asynchronous?: boolean
}

/** A contender as it is timed: by its own `run` where it is elsewhere. */
export interface Timed extends Partial<Contender> {
  name: string | number
  run?: (count: number) => number | Promise<number>
  less?: number
  clock?: () => number
}

export interface Bar {
  name: string
  value: number
}

export interface Panel {
  title: string
  bars: Bar[]
}

export type MakeWay = (secret: string) => Promise<Way> | Way
