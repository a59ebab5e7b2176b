/** The composed service with providers in its settings: one that is away keeps nobody from starting or working. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openService } from '../../src/app/compose.ts'
import { readConfig } from '../../src/app/config.ts'
import { freePort } from '../support/servers/free-port.ts'

test('a provider that is away is a button, and a sentence for who takes it; a token waits for it', async () => {
  const data_dir = mkdtempSync(path.join(tmpdir(), 'docgen-sign-in-'))
  onTestFinished(() => rmSync(data_dir, { recursive: true, force: true }))
  const issuer = `http://127.0.0.1:${await freePort()}`
  const service = await openService(
    readConfig({
      DOCGEN_DATA_DIR: data_dir,
      DOCGEN_LOG_LEVEL: 'silent',
      DOCGEN_PUBLIC_URL: 'https://docs.example',
      DOCGEN_OIDC_ISSUER: issuer,
      DOCGEN_OIDC_CLIENT_ID: 'docgen',
      DOCGEN_OIDC_NAME: 'Example login',
      DOCGEN_OIDC_AUDIENCE: 'docgen',
    }),
  )
  onTestFinished(() => service.close())
  const get = async (address: string, authorization?: string) =>
    service.fetch(new Request(`https://docs.example${address}`, { headers: authorization ? { authorization } : {} }))

  expect(await (await get('/sign-in')).text()).toContain('Continue with Example login')
  const away = await get('/sign-in/with/openid')
  expect([away.status, await away.text()]).toEqual([503, expect.stringContaining('Example login does not answer')])
  const token = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(JSON.stringify({ iss: issuer })).toString('base64url')}.x`
  const asked = await get('/api/v1/templates', `Bearer ${token}`)
  expect([asked.status, asked.headers.get('retry-after')]).toEqual([503, '5'])
  expect((await get('/api/v1/templates', `Bearer ${service.local_key}`)).status).toBe(200)
})
