// The ledger: tables in PostgreSQL where the receivers' work is seen. It has a row for each time that work ran, and
// nothing in it is unique but the key of the idempotent pattern.
import { peer } from './store.mjs'

const TABLES = `
CREATE TABLE attempts (job text NOT NULL);
CREATE INDEX ON attempts (job);
CREATE TABLE handled (idempotency_key text PRIMARY KEY);
CREATE TABLE effects (job text NOT NULL)`

export class Ledger {
  #pool

  /**
   * @param {string} url
   */
  constructor(url, { connections = 2 } = {}) {
    this.#pool = new (peer('pg').Pool)({ connectionString: url, max: connections }).on('error', () => {})
  }

  /** @param {string} url */
  static async made(url) {
    const ledger = new Ledger(url)
    await ledger.#pool.query(TABLES)
    return ledger
  }

  /**
   * Notes that the work on a job has run, and returns how many times it has.
   * @param {string} job
   */
  async write(job) {
    await this.#pool.query('INSERT INTO attempts VALUES ($1)', [job])
    const { rows } = await this.#pool.query('SELECT count(*)::int AS count FROM attempts WHERE job = $1', [job])
    return rows[0].count
  }

  /**
   * The idempotent pattern: the writer of the key has the effect, and both are there or neither is.
   * @param {string} idempotencyKey
   * @param {string} job
   */
  async once(idempotencyKey, job, written = async () => {}) {
    const client = await this.#pool.connect()
    try {
      await client.query('BEGIN')
      const { rowCount } = await client.query('INSERT INTO handled VALUES ($1) ON CONFLICT (idempotency_key) DO NOTHING', [idempotencyKey])
      if (rowCount) await client.query('INSERT INTO effects VALUES ($1)', [job])
      await written()
      await client.query('COMMIT')
    } catch (error) {
      await client.query('ROLLBACK')
      throw error
    } finally {
      client.release()
    }
  }

  /**
   * How often each job is in a table, `attempts` or `effects`: a Map.
   * @param {string} table
   * @returns {Promise<Map<string, number>>}
   */
  async counts(table) {
    const { rows } = await this.#pool.query(`SELECT job, count(*)::int AS count FROM ${table} GROUP BY job`)
    return new Map(rows.map((/** @type {{ job: string, count: number }} */ { job, count }) => [job, count]))
  }

  /** @param {string} job */
  async countOf(job) {
    const { rows } = await this.#pool.query('SELECT count(*)::int AS count FROM attempts WHERE job = $1', [job])
    return rows[0].count
  }

  async clear() {
    await this.#pool.query('TRUNCATE attempts, handled, effects')
  }

  async close() {
    await this.#pool.end()
  }
}
