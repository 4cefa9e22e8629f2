// The time of evaluation: a date-time picker in the user's time zone; empty means now.
import { byId } from './dom.ts'

export class TimeField {
  readonly #input = byId<HTMLInputElement>('clock')

  constructor() {
    byId('now').addEventListener('click', () => {
      this.clear()
      this.#input.dispatchEvent(new Event('change'))
    })
    byId('clock-hint').textContent = `Your time zone, ${zone()}. Empty: now.`
  }

  get time(): Date {
    const wall = new Date(this.#input.valueAsNumber)
    return Number.isFinite(wall.getTime()) ? fromWallClock(wall) : new Date()
  }

  clear(): void {
    this.#input.value = ''
  }

  /** Sets a time of the past or the future. */
  set(time: Date): void {
    const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
    this.#input.value = local.toISOString().slice(0, -1).replace(/^\+0*/, '')
  }

  onChange(listener: () => void): void {
    for (const type of ['input', 'change']) this.#input.addEventListener(type, listener)
  }
}

/** The picker gives the time of the wall clock as if it were UTC. */
function fromWallClock(wall: Date): Date {
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()]
  return new Date(year, month, day, wall.getUTCHours(), wall.getUTCMinutes(), wall.getUTCSeconds(), wall.getUTCMilliseconds())
}

function zone(): string {
  const minutes = -new Date().getTimezoneOffset()
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '−' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
