/** Installations in SQL tables. Tokens are sealed with a data key for each workspace. */
import type { Kysely, Selectable } from 'kysely'
import type { Clock } from '../../../ports/clock.ts'
import type {
  Installation,
  Installations,
  InstalledWorkspace,
  OauthState,
  Tokens,
} from '../../../ports/slack/installations.ts'
import type { KeyRing } from '../../../ports/keys/key-ring.ts'
import { equalHashes, hashSecret } from './accounts/secrets.ts'
import type { SlackTables } from './slack-tables.ts'

const subjectOf = (team: string): string => `slack-installation-${team}`

/** Installations and OAuth states in SQL tables. */
export class SqlInstallations implements Installations {
  readonly #db: Kysely<SlackTables>
  readonly #keys: KeyRing
  readonly #clock: Clock

  constructor(db: Kysely<SlackTables>, keys: KeyRing, clock: Clock) {
    this.#db = db
    this.#keys = keys
    this.#clock = clock
  }

  async install(installation: Installation, tokens: Tokens): Promise<void> {
    const { team, tenant, scopes, ...rest } = installation
    const row = {
      ...rest,
      scopes: [...scopes],
      expires_at: tokens.expires_at ?? null,
      tokens: await this.#sealed(team, tokens),
      rotating_until: null,
      removed_at: null,
    }
    await this.#db
      .insertInto('slack_installations')
      .values({ team, tenant, version: 1, ...row })
      .onConflict((conflict) =>
        conflict
          .column('team')
          .doUpdateSet((known) => ({ ...row, version: known('slack_installations.version', '+', 1) })),
      )
      .execute()
  }

  async find(team: string): Promise<InstalledWorkspace | undefined> {
    const row = await this.#db.selectFrom('slack_installations').selectAll().where('team', '=', team).executeTakeFirst()
    if (row?.tokens == null) return undefined
    const plain = await this.#keys.open(subjectOf(team), row.tokens, 'tokens')
    if (plain === undefined) return undefined
    return {
      ...installationOf(row),
      version: row.version,
      tokens: JSON.parse(Buffer.from(plain).toString('utf8')) as Tokens,
    }
  }

  async tenantOf(team: string): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('slack_installations')
      .select('tenant')
      .where('team', '=', team)
      .executeTakeFirst()
    return row?.tenant
  }

  async teams(): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('slack_installations')
      .select('team')
      .where('tokens', 'is not', null)
      .orderBy('installed_at', 'desc')
      .execute()
    return rows.map(({ team }) => team)
  }

  async beginRotation(team: string, version: number, until: string): Promise<boolean> {
    const row = await this.#db
      .updateTable('slack_installations')
      .set({ rotating_until: until })
      .where('team', '=', team)
      .where('version', '=', version)
      .where('tokens', 'is not', null)
      .where((row) => row.or([row('rotating_until', 'is', null), row('rotating_until', '<=', this.#clock.now())]))
      .returning('team')
      .executeTakeFirst()
    return row !== undefined
  }

  async endRotation(team: string, version: number, tokens: Tokens | undefined): Promise<void> {
    const change =
      tokens === undefined
        ? { rotating_until: null }
        : {
            rotating_until: null,
            tokens: await this.#sealed(team, tokens),
            expires_at: tokens.expires_at ?? null,
            version: version + 1,
          }
    await this.#db
      .updateTable('slack_installations')
      .set(change)
      .where('team', '=', team)
      .where('version', '=', version)
      .where('tokens', 'is not', null)
      .execute()
  }

  async remove(team: string, version: number): Promise<void> {
    await this.#db
      .updateTable('slack_installations')
      .set({
        tokens: null,
        expires_at: null,
        rotating_until: null,
        removed_at: this.#clock.now(),
        version: version + 1,
      })
      .where('team', '=', team)
      .where('version', '=', version)
      .where('tokens', 'is not', null)
      .execute()
  }

  async addState({ state, browser, actor, tenant, expires_at }: OauthState): Promise<void> {
    await this.#db.deleteFrom('slack_oauth_states').where('expires_at', '<=', this.#clock.now()).execute()
    await this.#db
      .insertInto('slack_oauth_states')
      .values({
        state_hash: hashSecret(state)!,
        browser_hash: hashSecret(browser)!,
        actor,
        tenant: tenant ?? null,
        expires_at,
      })
      .execute()
  }

  async takeState(state: string, browser: string): Promise<Pick<OauthState, 'actor' | 'tenant'> | undefined> {
    const [state_hash, browser_hash] = [hashSecret(state), hashSecret(browser)]
    if (state_hash === undefined || browser_hash === undefined) return undefined
    const row = await this.#db
      .deleteFrom('slack_oauth_states')
      .where('state_hash', '=', state_hash)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined || row.expires_at <= this.#clock.now() || !equalHashes(row.browser_hash, browser_hash))
      return undefined
    return { actor: row.actor, tenant: row.tenant ?? undefined }
  }

  async #sealed(team: string, tokens: Tokens): Promise<Buffer> {
    return Buffer.from(await this.#keys.seal(subjectOf(team), Buffer.from(JSON.stringify(tokens)), 'tokens'))
  }
}

const installationOf = ({
  team,
  tenant,
  name,
  enterprise,
  app_id,
  bot_id,
  bot_user,
  scopes,
  installed_by,
  installer,
  installed_at,
}: Selectable<SlackTables['slack_installations']>): Installation => ({
  team,
  tenant,
  name,
  enterprise,
  app_id,
  bot_id,
  bot_user,
  scopes,
  installed_by,
  installer,
  installed_at,
})
