// Another try for what a database refuses only because others wrote at the same time. Bounded, and with a random pause, so that
// those who met do not meet again.

/** Less than a second and a half in all: the sender waits. */
const TRIES = 12
const LONGEST_PAUSE = 200

export async function retried<Result>(
  work: (tries: number) => PromiseLike<Result> | Result,
  isRetryable: (error: unknown) => boolean
): Promise<Result> {
  for (let tries = 0; ; tries++) {
    try {
      return await work(tries)
    } catch (error) {
      if (tries === TRIES - 1 || !isRetryable(error)) throw error
    }
    await pause(Math.random() * Math.min(LONGEST_PAUSE, 4 * 2 ** tries))
  }
}

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))
