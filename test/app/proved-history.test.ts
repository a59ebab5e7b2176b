/** The history of a whole service: signed, proved, verified; and what is told when somebody wrote to its database. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openPglite } from '../../src/adapters/outbound/pglite/open-pglite.ts'
import { openService, type DocGenService } from '../../src/app/compose.ts'
import { readConfig } from '../../src/app/config.ts'
import type { KeptFinding } from '../../src/ports/ledger/finding.ts'
import type { EventProof, LedgerStatus, VerificationStatus } from '../../src/ports/ledger/ledger.ts'
import { hashEventLeaf } from '../../src/proof/event-leaf.ts'
import { parseVerifierKey } from '../../src/proof/heads/signed-note.ts'
import { openHead } from '../../src/proof/heads/tree-head.ts'
import { verifyInclusion } from '../../src/proof/merkle/verify.ts'

const folder = (): string => {
  const made = mkdtempSync(path.join(tmpdir(), 'docgen-proved-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const open = (data_dir: string, heads: string) =>
  openService(
    readConfig({
      DOCGEN_DATA_DIR: data_dir,
      DOCGEN_LOG_LEVEL: 'silent',
      DOCGEN_HEADS_DIR: heads,
      DOCGEN_HEADS_SECONDS: '1',
      DOCGEN_VERIFY_NEW_HOURS: '0',
      DOCGEN_VERIFY_ALL_HOURS: '0',
    }),
  )

async function ask<T>(service: DocGenService, method: string, address: string, body?: object): Promise<T> {
  const form = body instanceof FormData
  const type = form || body === undefined ? {} : { 'content-type': 'application/json' }
  const content = body === undefined ? {} : { body: form ? body : JSON.stringify(body) }
  const headers = { authorization: `Bearer ${service.local_key}`, ...type }
  const response = await service.fetch(
    new Request(`http://127.0.0.1/api/v1${address}`, { method, headers, ...content }),
  )
  const text = await response.text()
  expect([address, response.status, response.ok ? '' : text]).toEqual([address, expect.any(Number), ''])
  return JSON.parse(text) as T
}

async function verify(service: DocGenService): Promise<readonly string[]> {
  const requested = await ask<VerificationStatus>(service, 'POST', '/operations/verifications?everything=true')
  const look = () => ask<VerificationStatus>(service, 'GET', `/operations/verifications/${requested.number}`)
  await expect.poll(async () => (await look()).ended_at, { timeout: 20_000 }).not.toBeNull()
  expect((await look()).error).toBeNull()
  return (await findings(service)).map(({ kind, stream = '', revision }) => `${kind} ${stream} ${revision}`)
}

const findings = async (service: DocGenService): Promise<readonly KeptFinding[]> =>
  (await ask<{ data: readonly KeptFinding[] }>(service, 'GET', '/operations/findings')).data.filter(
    ({ acknowledged_at }) => acknowledged_at === null,
  )

const readiness = async (service: DocGenService): Promise<string> =>
  (await service.fetch(new Request('http://127.0.0.1/health/ready'))).text()

async function changed(data: string, statement: string): Promise<void> {
  const database = await openPglite<unknown>(data)
  await sql.raw(statement).execute(database.db)
  await database.close()
}

test('every event is proved by a signed head; what somebody changes in the database is named until it was looked at', async () => {
  const [data, heads] = [folder(), folder()]
  const service = await open(data, heads)
  const form = new FormData()
  form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
  await ask(service, 'POST', '/templates', form)
  const { id } = await ask<{ id: string }>(service, 'POST', '/generations', { template_id: 'letter', answers: {} })
  await ask(service, 'PUT', `/generations/${id}/answers/name`, { value: 'Ada' })
  const stream = `generation-${id}`
  const entries = async () =>
    (await ask<{ data: { id: string; revision: number }[] }>(service, 'GET', `/audit?stream=${stream}`)).data
  await expect.poll(async () => (await entries()).length, { timeout: 20_000 }).toBe(2)
  const status = () => ask<LedgerStatus>(service, 'GET', '/audit/heads')
  const isSigned = async () => {
    const { head, size } = await status()
    return head !== null && head.size === size
  }
  await expect.poll(isSigned, { timeout: 20_000 }).toBe(true)

  const { keys } = await status()
  const [answered] = await entries()
  const proof = await ask<EventProof>(service, 'GET', `/audit/${answered!.id}/proof`)
  const head = openHead(proof.head, [parseVerifierKey(keys[0]!.verifier_key)!])!
  const leaf = hashEventLeaf({ stream, revision: 1, hash: proof.hash })
  const steps = proof.inclusion.map((each) => Buffer.from(each, 'base64'))
  expect(verifyInclusion({ leaf, index: proof.leaf, size: proof.size }, steps, head.root)).toBe(true)
  const witnessed = () => readdirSync(heads, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  await expect
    .poll(() => witnessed().map((one) => readFileSync(path.join(one.parentPath, one.name), 'utf8')), {
      timeout: 20_000,
    })
    .toContain(proof.head)
  expect(await verify(service)).toEqual([])
  await service.close()

  const template = 'template-default-letter'
  await changed(data, `update events set data = replace(data, 'Letter', 'Better') where stream = '${template}'`)
  const tampered = await open(data, heads)
  expect(await verify(tampered)).toContain(`changed ${template} 0`)
  expect(await readiness(tampered)).toMatch(/"history_findings":(?!"ok")/)
  for (const { id: finding } of await findings(tampered))
    await ask(tampered, 'POST', `/operations/findings/${encodeURIComponent(finding)}/acknowledge`)
  expect(await readiness(tampered)).toMatch(/"history_findings":"ok"/)
  await tampered.close()
}, 60_000)
