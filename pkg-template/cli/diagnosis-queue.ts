// Diagnoses one after the other, after the answers. Each is thousands of HMACs: a flood of forgeries must not delay genuine
// deliveries.
import { setTimeout as pause } from 'node:timers/promises'

const MOST_WAITING = 100
const MOST_BYTES = 16 * 1_048_576

/** Work on one refused delivery. */
export interface DiagnosisTask {
  /** The size of its body. */
  bytes: number
  /** Diagnoses and prints. */
  run(): void
  /** Prints the refusal with the reason that it was not diagnosed. */
  skip(reason: string): void
}

export class DiagnosisQueue {
  readonly #waiting: DiagnosisTask[] = []
  #bytes = 0
  #isStopped = false
  #worker: Promise<void> | undefined

  /** Takes a task, or skips it at once if too many wait. */
  add(task: DiagnosisTask): void {
    if (this.#waiting.length >= MOST_WAITING || this.#bytes + task.bytes > MOST_BYTES) {
      task.skip(`${this.#waiting.length} others wait for theirs; --save keeps each for webhook-verifier diagnose`)
      return
    }
    this.#waiting.push(task)
    this.#bytes += task.bytes
    this.#worker ??= this.#work()
  }

  /** Finishes the task in progress and skips the others. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#worker
    for (const task of this.#waiting.splice(0)) task.skip('it was stopped by Ctrl-C')
  }

  /** Half of the time at most: each task is followed by a pause as long as it took. */
  async #work(): Promise<void> {
    await pause(0)
    for (let task = this.#next(); task; task = this.#next()) {
      const start = performance.now()
      task.run()
      await pause(this.#waiting.length ? performance.now() - start : 0)
    }
    this.#worker = undefined
  }

  #next(): DiagnosisTask | undefined {
    const task = this.#isStopped ? undefined : this.#waiting.shift()
    this.#bytes -= task?.bytes ?? 0
    return task
  }
}
