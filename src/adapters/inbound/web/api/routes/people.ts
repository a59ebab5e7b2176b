/** People: an admin sees and invites them, says what they may do, and keeps out who left. */
import { z } from '@hono/zod-openapi'
import { deactivatePerson, reactivatePerson, setRoles } from '../../../../../commands/people/change-access.ts'
import {
  invitePerson,
  resendInvitation,
  withdrawInvitation,
  type SentInvitation,
} from '../../../../../commands/people/invite-person.ts'
import { ROLES } from '../../../../../domain/kernel/access.ts'
import type { App } from '../../../../../ports/app.ts'
import type { Person } from '../../../../../ports/people/people.ts'
import { findColleagues, MAX_COLLEAGUES } from '../../../../../queries/people/find-colleagues.ts'
import { listPeople, withStates, type ListedPerson } from '../../../../../queries/people/list-people.ts'
import { ownAddress } from '../../shared/own-address.ts'
import { securitySource, surfaceOf } from '../../shared/security-source.ts'
import type { Api, ApiContext } from '../api-types.ts'
import { jsonResponse, jsonBody, addOperation } from '../operation.ts'
import { invitationView, personView } from '../schemas/person.ts'
import { lineSchema, rowsOf } from '../schemas/text.ts'

/** Rows of one response; a search by part of the name narrows them. */
const MAX_PEOPLE = 200

const colleague = z
  .object({
    id: z.string().openapi({ description: 'What `to` of a delegation takes.' }),
    name: z.string().describe('What they are called.'),
    kind: z.enum(['person', 'key']).describe('Somebody, or a program.'),
    hint: z
      .string()
      .nullable()
      .describe('Part of the address of those who share their name with another one found; null for others.'),
  })
  .openapi('Colleague', { description: 'Somebody who can be asked.' })

export function addPeopleRoutes(api: Api, app: App, public_url: string | undefined): void {
  const tags = ['People']
  const params = z.object({ id: lineSchema(100).openapi({ description: 'As events name the person.' }) })
  const sourceOf = (c: ApiContext) => {
    const caller = c.get('caller')
    const base = public_url ?? ownAddress(c.req.url, c.env?.incoming)
    return {
      ...securitySource(c, surfaceOf(c), caller),
      by: caller.actor,
      base,
      only_mailed: caller.scopes !== undefined,
    }
  }
  const present = async (c: ApiContext, person: Person) =>
    presentPerson((await withStates(app, c.get('caller').tenant, [person]))[0]!)
  const presentSent = async (c: ApiContext, { person, url, expires_at, not_mailed }: SentInvitation) => ({
    person: await present(c, person),
    url,
    expires_at,
    not_mailed,
  })

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/colleagues',
      operationId: 'findColleagues',
      tags,
      summary: 'Colleagues that a question can be handed to, by part of their name, at most 20',
      request: {
        query: z.object({
          search: lineSchema(200)
            .refine((text) => text.trim().length >= 2, 'Write at least two letters of the name.')
            .openapi({
              description: 'Part of a name, two letters or more; case and accents do not count.',
              example: 'jane',
            }),
          limit: z.coerce.number().int().min(1).max(MAX_COLLEAGUES).default(MAX_COLLEAGUES).openapi({
            description: 'How many are given at most.',
          }),
        }),
      },
      responses: { 200: jsonResponse('Those found, by name', rowsOf(colleague)) },
    },
    async (c) => {
      const { search, limit } = c.req.valid('query')
      return c.json({ data: [...(await findColleagues(app, search, limit, c.get('caller')))] }, 200)
    },
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'get',
      path: '/api/v1/people',
      operationId: 'listPeople',
      tags,
      summary: 'People, by name, at most 200',
      request: {
        query: z.object({
          search: lineSchema(200)
            .optional()
            .openapi({ description: 'Part of a name or e-mail address, or a user’s id in Slack.' }),
        }),
      },
      responses: { 200: jsonResponse('The people', rowsOf(personView)) },
    },
    async (c) => {
      const { search = '' } = c.req.valid('query')
      return c.json(
        { data: (await listPeople(app, c.get('caller').tenant, search, MAX_PEOPLE)).map(presentPerson) },
        200,
      )
    },
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'put',
      path: '/api/v1/people/{id}/roles',
      operationId: 'setPersonRoles',
      tags,
      summary: 'Say what a person may do beyond asking for documents; it counts from their next step on',
      request: {
        params,
        body: jsonBody(
          z.object({
            roles: z.array(z.enum(ROLES)).max(ROLES.length).describe('All that the person has from now on.'),
          }),
        ),
      },
      responses: { 200: jsonResponse('The person', personView) },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const { roles } = c.req.valid('json')
      return c.json(await present(c, await setRoles(app, id, roles, sourceOf(c))), 200)
    },
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'post',
      path: '/api/v1/people',
      operationId: 'invitePerson',
      tags,
      summary: 'Invite somebody: by mail where there is mail and an address, by a link to hand on otherwise',
      request: {
        body: jsonBody(
          z.object({
            name: lineSchema(200).describe('What they are called; they can correct it.'),
            email: lineSchema(300).optional().describe('Their e-mail address.'),
            roles: z.array(z.enum(ROLES)).max(ROLES.length).default([]).describe('Beyond “requester”.'),
          }),
        ),
      },
      responses: { 201: jsonResponse('The invitation', invitationView) },
    },
    async (c) => {
      const { name, email = '', roles } = c.req.valid('json')
      const idempotency_key = c.req.header('idempotency-key')
      const sent = await invitePerson(app, { name, email, roles, idempotency_key }, sourceOf(c))
      return c.json(await presentSent(c, sent), 201)
    },
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'post',
      path: '/api/v1/people/{id}/invitation',
      operationId: 'resendInvitation',
      tags,
      summary: 'Send an invitation again; its earlier links do not work any more',
      request: { params },
      responses: { 201: jsonResponse('The invitation', invitationView) },
    },
    async (c) => c.json(await presentSent(c, await resendInvitation(app, c.req.valid('param').id, sourceOf(c))), 201),
  )

  for (const [operationId, method, path, summary, change] of [
    [
      'withdrawInvitation',
      'delete',
      '/api/v1/people/{id}/invitation',
      'Withdraw an invitation: its link does not work any more',
      withdrawInvitation,
    ],
    [
      'deactivatePerson',
      'post',
      '/api/v1/people/{id}/deactivate',
      'Keep a person out from now on, and end their sessions',
      deactivatePerson,
    ],
    ['reactivatePerson', 'post', '/api/v1/people/{id}/reactivate', 'Let a person in again', reactivatePerson],
  ] as const)
    addOperation(
      api,
      { role: 'admin' },
      {
        method,
        path,
        operationId,
        tags,
        summary,
        request: { params },
        responses: { 200: jsonResponse('The person', personView) },
      },
      async (c) => c.json(await present(c, await change(app, c.req.valid('param').id, sourceOf(c))), 200),
    )
}

const presentPerson = (person: ListedPerson) => {
  const { actor: id, name, email, email_proved, roles, slack, active, state, last_sign_in_at } = person
  return {
    id,
    name,
    email,
    email_proved,
    active,
    state,
    last_sign_in_at,
    roles: [...roles],
    workspace: slack?.team ?? null,
    user: slack?.user ?? null,
  }
}
