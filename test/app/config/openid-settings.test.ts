/** The settings of OpenID providers: what goes together, and one line for what does not. */
import { expect, test } from 'vitest'
import { readConfig } from '../../../src/app/config.ts'

const ONE = { DOCGEN_OIDC_ISSUER: 'https://id.example/realms/staff', DOCGEN_OIDC_CLIENT_ID: 'docgen' }
const providers = (...list: object[]) => ({ DOCGEN_OIDC_PROVIDERS: JSON.stringify(list) })
const KEYCLOAK = { id: 'staff', issuer: 'https://id.example', client_id: 'docgen', name: 'Staff' }

test('one provider, with what follows from the others', () => {
  const { openid } = readConfig({ ...ONE, DOCGEN_OIDC_ROLES: 'IT=admin, cn=legal=author,IT=auditor' })
  expect(openid).toEqual({
    providers: [
      expect.objectContaining({
        id: 'openid',
        method: 'openid',
        name: 'id.example',
        groups_claim: 'groups',
        roles: new Map([
          ['IT', ['admin', 'auditor']],
          ['cn=legal', ['author']],
        ]),
      }),
    ],
    refresh: { every_minutes: 15, away_hours: 24 },
  })
  expect(readConfig({}).openid.providers).toEqual([])
})

test('several providers, with groups that have commas in them', () => {
  const roles = { 'cn=it,ou=groups': ['admin'], lawyers: 'author' }
  const { openid } = readConfig(providers(KEYCLOAK, { ...KEYCLOAK, id: 'partners', roles }))
  expect(openid.providers.map(({ id, roles }) => [id, roles?.get('cn=it,ou=groups')])).toEqual([
    ['staff', undefined],
    ['partners', ['admin']],
  ])
})

test('Slack, by the address of its Web API', () => {
  const { openid, slack } = readConfig({
    SLACK_SIGN_IN: 'true',
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'secret',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 'signing',
  })
  expect(openid.providers).toEqual([expect.objectContaining({ id: 'slack', issuer: 'https://slack.com' })])
  // One workspace: nothing is installed by OAuth.
  expect(slack).toMatchObject({ oauth: undefined, bot_token: 'xoxb-1' })
})

test.each<[Record<string, string>, RegExp]>([
  [{ DOCGEN_OIDC_ISSUER: 'http://id.example', DOCGEN_OIDC_CLIENT_ID: 'x' }, /^DOCGEN_OIDC_ISSUER: must be the https/],
  [{ DOCGEN_OIDC_ISSUER: 'https://id.example/?x', DOCGEN_OIDC_CLIENT_ID: 'x' }, /^DOCGEN_OIDC_ISSUER: /],
  [{ DOCGEN_OIDC_ISSUER: 'id.example', DOCGEN_OIDC_CLIENT_ID: 'x' }, /^DOCGEN_OIDC_ISSUER: /],
  [{ DOCGEN_OIDC_ISSUER: ONE.DOCGEN_OIDC_ISSUER }, /^DOCGEN_OIDC_CLIENT_ID: set what this service is called/],
  [{ DOCGEN_OIDC_CLIENT_SECRET: 'x' }, /^DOCGEN_OIDC_CLIENT_SECRET: it is for the provider that DOCGEN_OIDC_ISSUER/],
  [{ ...ONE, DOCGEN_OIDC_ROLES: 'IT' }, /^DOCGEN_OIDC_ROLES: takes “group=role”/],
  [{ ...ONE, DOCGEN_OIDC_ROLES: 'IT=boss' }, /^DOCGEN_OIDC_ROLES: takes “group=role”/],
  [{ ...ONE, DOCGEN_OIDC_SCOPES: 'profile' }, /^DOCGEN_OIDC_SCOPES: must have the scope openid/],
  [{ ...ONE, ...providers(KEYCLOAK) }, /^DOCGEN_OIDC_PROVIDERS: it stands instead of/],
  [{ DOCGEN_OIDC_PROVIDERS: 'x' }, /^DOCGEN_OIDC_PROVIDERS: takes a JSON list of providers/],
  [providers({ ...KEYCLOAK, secret: 'x' }), /^DOCGEN_OIDC_PROVIDERS: .*Unrecognized key/],
  [providers({ ...KEYCLOAK, issuer: 'x' }), /^DOCGEN_OIDC_PROVIDERS: .*0\.issuer: must be the https/],
  [providers(KEYCLOAK, KEYCLOAK), /^DOCGEN_OIDC_PROVIDERS: the id “staff” is taken/],
  [providers({ ...KEYCLOAK, id: 'slack' }), /^DOCGEN_OIDC_PROVIDERS: the id “slack” is taken/],
  [{ ...ONE, HOST: '0.0.0.0' }, /^DOCGEN_PUBLIC_URL: set the address/],
  [{ SLACK_SIGN_IN: 'true' }, /^SLACK_SIGN_IN: it needs SLACK_CLIENT_ID/],
])('%j is refused in one line', (env, line) => {
  expect(() => readConfig(env)).toThrow(line)
})
