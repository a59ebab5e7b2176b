/**
 * kysely's dialect for PGlite, where callers take turns. There is one connection: without turns, whoever sends many
 * requests at once makes everybody else wait behind all of their statements, at each statement again.
 */
import { PGliteAdapter, PGliteDialect, PGliteDriver, type DatabaseConnection, type PGliteDialectConfig } from 'kysely'
import { currentOwner } from '../../../ports/limits/on-behalf-of.ts'
import { Turns, type EndTurn } from '../../../ports/limits/turns.ts'

export class FairPgliteDialect extends PGliteDialect {
  readonly #config: PGliteDialectConfig

  constructor(config: PGliteDialectConfig) {
    super(config)
    this.#config = config
  }

  override createAdapter(): PGliteAdapter {
    return new TurnsAdapter()
  }

  override createDriver(): PGliteDriver {
    return new TurnsDriver(this.#config)
  }
}

/** Keeps kysely from lining everybody up before the driver is asked. */
class TurnsAdapter extends PGliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class TurnsDriver extends PGliteDriver {
  readonly #turns = new Turns({ at_once: 1 })
  #endTurn: EndTurn | undefined

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#endTurn = await this.#turns.take(currentOwner())
    return super.acquireConnection()
  }

  override async releaseConnection(): Promise<void> {
    this.#endTurn?.()
  }
}
