/** Routes about the history itself: its signed heads, proofs of events, verifications and what they found. */
import { z } from '@hono/zod-openapi'
import { INSTALLATION_TENANT } from '../../../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { Ledger } from '../../../../../../ports/ledger/ledger.ts'
import { placeOfEvent } from '../../../../../../queries/audit/place-of-event.ts'
import type { Api } from '../../api-types.ts'
import { addOperation, jsonResponse } from '../../operation.ts'
import { eventProof, historyHead, keptFinding, verificationStatus } from '../../schemas/operating/history.ts'
import { rowsOf } from '../../schemas/text.ts'

/** For auditors: heads, and proofs of events of their tenant. */
export function addProofRoutes(api: Api, app: App): void {
  const tags = ['Audit']

  addOperation(
    api,
    { role: 'auditor' },
    {
      method: 'get',
      path: '/api/v1/audit/heads',
      operationId: 'getHistoryHead',
      tags,
      summary: 'The latest signed head of the history, and the keys that it is checked by',
      responses: { 200: jsonResponse('The tree and its head', historyHead) },
    },
    async (c) => {
      const status = (await app.ledger.status()) ?? unwrap(fail('not_found', 'The ledger has not begun yet.'))
      // Where heads are kept is the installation's own.
      const witnesses = c.get('caller').tenant === INSTALLATION_TENANT ? [...status.witnesses] : []
      return c.json({ ...status, keys: [...status.keys], witnesses }, 200)
    },
  )

  addOperation(
    api,
    { role: 'auditor' },
    {
      method: 'get',
      path: '/api/v1/audit/{id}/proof',
      operationId: 'proveAuditEntry',
      tags,
      summary: 'Proves that an event stands in the history of the latest signed head',
      request: {
        params: z.object({ id: z.uuid().openapi({ description: 'The event’s id, as its entry has it.' }) }),
        query: z.object({
          from: z.coerce.number().int().min(1).optional().openapi({ description: 'The size of a head of before.' }),
        }),
      },
      responses: { 200: jsonResponse('The proof', eventProof) },
    },
    async (c) => {
      const place = await placeOfEvent(app, c.req.valid('param').id, c.get('caller'))
      const proof = await app.ledger.prove(place, c.req.valid('query').from)
      if (proof === undefined) return unwrap(fail('not_found', 'The ledger does not have this event.'))
      if (proof === 'not_signed_yet')
        return unwrap(fail('conflict', 'No signed head has this event yet. Ask again within a minute or so.'))
      const { inclusion, consistency, ...rest } = proof
      const grown = consistency && { consistency: { ...consistency, proof: [...consistency.proof] } }
      return c.json({ ...rest, inclusion: [...inclusion], ...grown }, 200)
    },
  )
}

/** For operators: verifications of the whole installation, and findings. */
export function addVerificationRoutes(api: Api, ledger: Ledger): void {
  const tags = ['Operations']

  addOperation(
    api,
    { role: 'admin', installation: true },
    {
      method: 'post',
      path: '/api/v1/operations/verifications',
      operationId: 'requestVerification',
      tags,
      summary: 'Verify the history: what is new, or everything',
      request: {
        query: z.object({
          everything: z.enum(['true', 'false']).optional().openapi({ description: '`true`: from the first event on.' }),
          objects: z.enum(['true', 'false']).optional().openapi({ description: '`false`: without files.' }),
        }),
      },
      responses: { 202: jsonResponse('It will be carried out', verificationStatus) },
    },
    async (c) => {
      const { everything, objects } = c.req.valid('query')
      const options = { everything: everything === 'true', objects: objects !== 'false' }
      return c.json(await ledger.requestVerification(options, c.get('caller').actor), 202)
    },
  )

  addOperation(
    api,
    { role: 'admin', installation: true },
    {
      method: 'get',
      path: '/api/v1/operations/verifications/{number}',
      operationId: 'getVerification',
      tags,
      summary: 'How far a verification is, and how much it found',
      request: {
        params: z.object({ number: z.coerce.number().int().min(1).openapi({ description: 'Its number.' }) }),
      },
      responses: { 200: jsonResponse('The verification', verificationStatus) },
    },
    async (c) => {
      const { number } = c.req.valid('param')
      const status = await ledger.findVerification(number)
      return c.json(status ?? unwrap(fail('not_found', `There is no verification ${number}.`, { number })), 200)
    },
  )

  addOperation(
    api,
    { role: 'admin', installation: true },
    {
      method: 'get',
      path: '/api/v1/operations/findings',
      operationId: 'listFindings',
      tags,
      summary: 'What verifications found; those first that wait for somebody',
      responses: { 200: jsonResponse('The findings', rowsOf(keptFinding)) },
    },
    async (c) => c.json({ data: [...(await ledger.findings())] }, 200),
  )

  addOperation(
    api,
    { role: 'admin', installation: true },
    {
      method: 'post',
      path: '/api/v1/operations/findings/{id}/acknowledge',
      operationId: 'acknowledgeFinding',
      tags,
      summary: 'Somebody has looked at a finding: it waits no more',
      request: {
        params: z.object({ id: z.string().min(1).max(200).openapi({ description: 'The finding’s id.' }) }),
      },
      responses: { 200: jsonResponse('The findings as they are now', rowsOf(keptFinding)) },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      if (!(await ledger.acknowledge(id, c.get('caller').actor)))
        return unwrap(fail('not_found', `There is no finding “${id}”.`, { id }))
      return c.json({ data: [...(await ledger.findings())] }, 200)
    },
  )
}
