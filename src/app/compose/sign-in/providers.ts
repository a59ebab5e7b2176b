/** Opens the OpenID providers that are set; their code is loaded only then. */
import { setTimeout as sleep } from 'node:timers/promises'
import { refreshIssuerSessions } from '../../../commands/account/issuers/refresh-issuer-sessions.ts'
import { errorMessage } from '../../../domain/kernel/errors.ts'
import type { App } from '../../../ports/app.ts'
import type { IdentityProviders } from '../../../ports/people/identity-providers.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Config } from '../../config.ts'

/** Undefined where none is set. A provider that is away is asked again later. */
export async function openIdentityProviders(
  { openid: { providers } }: Pick<Config, 'openid'>,
  logger: Logger,
): Promise<IdentityProviders | undefined> {
  if (providers.length === 0) return undefined
  const { OpenIdProviders } = await import('../../../adapters/outbound/openid/openid-providers.ts')
  return new OpenIdProviders(providers, logger)
}

const INTERVAL_MS = 60_000

/** Asks providers again about those who are in, every minute; call what it returns to stop. */
export function keepIssuerSessions(app: App, { openid }: Pick<Config, 'openid'>): () => Promise<void> {
  const { identityProviders } = app
  if (identityProviders === undefined) return async () => undefined
  const stopping = new AbortController()
  const { signal } = stopping
  const deps = { ...app, identityProviders, refreshTimes: openid.refresh }
  const running = (async () => {
    while (!signal.aborted) {
      try {
        await refreshIssuerSessions(deps, signal)
      } catch (error) {
        app.logger.error({ error: errorMessage(error) }, 'sessions could not be asked about at their providers')
      }
      await sleep(INTERVAL_MS, undefined, { signal, ref: false }).catch(() => undefined)
    }
  })()
  return async () => {
    stopping.abort()
    await running
  }
}
