/** The console and the API with two OpenID providers beside them: `staff`, and `partners` with a claim for the tenant. */
import type { ProviderSettings } from '../../../src/adapters/outbound/openid/provider-settings.ts'
import { accountStream } from '../../../src/domain/account/account-events.ts'
import type { Person } from '../../../src/ports/people/people.ts'
import { startProvider, type TestProvider } from '../servers/openid-provider.ts'
import type { TestAppOptions } from './app.ts'
import { consoleService, type ConsoleService } from './console-service.ts'
import { RedirectBrowser, type Page } from './redirect-browser.ts'

export interface ProviderService extends ConsoleService {
  readonly staff: TestProvider
  readonly partners: TestProvider
  /** Adds people with an address of their name, which the provider vouches for. */
  know(provider: TestProvider, who: string, claims?: Readonly<Record<string, unknown>>): void
  signIn(login: string, options?: { provider?: string; return_to?: string }): Promise<SignedIn>
  personOf(login: string, provider?: TestProvider, tenant?: string): Promise<Person>
  /** Types and data of an account's security events, the oldest first. */
  eventsOf(account: string): Promise<{ readonly type: string; readonly data: object }[]>
}

export interface SignedIn {
  readonly browser: RedirectBrowser
  readonly page: Page
}

/** `partners` changes its settings. */
export async function providerService({
  partners: changed,
  ...options
}: TestAppOptions & { readonly partners?: Partial<ProviderSettings> } = {}): Promise<ProviderService> {
  const [staff, partners] = await Promise.all([startProvider(), startProvider()])
  const settingsOf = (id: string, name: string, provider: TestProvider): ProviderSettings => ({
    id,
    name,
    method: 'openid',
    issuer: provider.issuer,
    client_id: provider.client_id,
    client_secret: provider.client_secret,
    audience: provider.audience,
    // Twenty answers at once take long on a busy machine.
    timeout_s: 300,
    groups_claim: 'groups',
    roles: new Map([
      ['Lawyers', ['author']],
      ['IT', ['admin', 'auditor']],
    ]),
  })
  const service = await consoleService({
    ...options,
    providers: [
      settingsOf('staff', 'Staff login', staff),
      { ...settingsOf('partners', 'Partner login', partners), tenant_claim: 'org', ...changed },
    ],
  })
  await staff.allowRedirects(`${service.url}/sign-in/callback/staff`)
  await partners.allowRedirects(`${service.url}/sign-in/callback/partners`)
  return {
    ...service,
    staff,
    partners,
    know: (provider, who, claims = {}) =>
      void provider.people.set(who, { name: who, email: `${who}@example.org`, email_verified: true, ...claims }),
    async signIn(login, { provider = 'staff', return_to = '/' } = {}) {
      const browser = new RedirectBrowser()
      browser.login = login
      const query = `return_to=${encodeURIComponent(return_to)}`
      return { browser, page: await browser.open(`${service.url}/sign-in/with/${provider}?${query}`) }
    },
    async personOf(login, provider = staff, tenant = 'default') {
      return (await service.app.people.findByIdentity(tenant, { issuer: provider.issuer, subject: login }))!
    },
    async eventsOf(account) {
      const events = await service.app.log.read(accountStream(account), 0)
      return events.map(({ event: { type, data } }) => ({ type, data }))
    },
    async close() {
      await service.close()
      await Promise.all([staff.close(), partners.close()])
    },
  }
}
