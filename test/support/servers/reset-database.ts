/**
 * Makes a used database as it was when it was opened, which is ten times as fast as opening another. What cannot be
 * made good that way (a table or function that a test added or changed) is found, and the database given up.
 */
import type { PGlite } from '@electric-sql/pglite'

const OURS = `NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`

/** What the tables are: every column, index and function that is not the server's own. */
const SHAPE = `
  SELECT md5(coalesce(string_agg(line, E'\\n' ORDER BY line), '')) AS shape FROM (
    SELECT concat_ws(' ', n.nspname, c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull, a.atthasdef) AS line
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE n.nspname ${OURS}
    UNION ALL
    SELECT concat_ws(' ', n.nspname, p.proname, md5(p.prosrc))
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname ${OURS}
    UNION ALL
    SELECT concat_ws(' ', t.tgrelid::text, t.tgname, t.tgenabled) FROM pg_trigger t WHERE NOT t.tgisinternal
    UNION ALL
    SELECT concat_ws(' ', rolname, rolsuper, rolcanlogin) FROM pg_roles
  ) AS lines`

const TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname ${OURS} AND c.relkind = 'r'`

/** The rows of a database as it was opened; most of its tables have none. */
export interface Baseline {
  readonly shape: string
  readonly tables: readonly string[]
  readonly rows: ReadonlyMap<string, string>
}

/** Reads what `resetDatabase` brings back. */
export async function readBaseline(lite: PGlite): Promise<Baseline> {
  const tables = (await lite.query<{ name: string }>(TABLES)).rows.map(({ name }) => name)
  const rows = new Map<string, string>()
  for (const table of tables) {
    const read = await lite.query<{ rows: string | null }>(`SELECT jsonb_agg(t)::text AS rows FROM ${table} t`)
    const text = read.rows[0]?.rows
    if (typeof text === 'string') rows.set(table, text)
  }
  return { shape: await readShape(lite), tables, rows }
}

/** Brings the rows back and forgets what the session holds. False if the tables themselves are others now. */
export async function resetDatabase(lite: PGlite, baseline: Baseline): Promise<boolean> {
  await lite.exec('ROLLBACK')
  await lite.exec('DISCARD ALL')
  if ((await readShape(lite)) !== baseline.shape) return false
  await lite.transaction(async (transaction) => {
    // Foreign keys are in the way of the order in which tables are filled.
    await transaction.exec('SET LOCAL session_replication_role = replica')
    await transaction.exec(`TRUNCATE ${baseline.tables.join(', ')} RESTART IDENTITY CASCADE`)
    for (const [table, rows] of baseline.rows)
      await transaction.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [rows])
  })
  return true
}

const readShape = async (lite: PGlite): Promise<string> =>
  (await lite.query<{ shape: string }>(SHAPE)).rows[0]?.shape ?? ''
