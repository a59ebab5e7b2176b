/** The mail of a tenant: an admin sees what became of it, and sends again what failed. */
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import { listMail, type MailRow } from '../../../../../queries/people/list-mail.ts'
import { z } from '@hono/zod-openapi'
import type { Api } from '../api-types.ts'
import { addOperation, jsonResponse } from '../operation.ts'
import { mailView } from '../schemas/operating/mail.ts'
import { lineSchema, rowsOf } from '../schemas/text.ts'

export function addMailRoutes(api: Api, app: App): void {
  const tags = ['Operations']

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'get',
      path: '/api/v1/operations/mails',
      operationId: 'listMails',
      tags,
      summary: 'The newest 100 mails: what waits, what was sent, what failed and why',
      responses: { 200: jsonResponse('The mails, without their texts', rowsOf(mailView)) },
    },
    async (c) => c.json({ data: (await listMail(app, c.get('caller'))).mails.map(presentMail) }, 200),
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'post',
      path: '/api/v1/operations/mails/{id}/retry',
      operationId: 'retryMail',
      tags,
      summary: 'Send a failed mail again',
      request: { params: z.object({ id: lineSchema(100).openapi({ description: 'As the list of mails has it.' }) }) },
      responses: { 202: jsonResponse('The mail, which waits now', mailView) },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const find = async () => (await listMail(app, c.get('caller'))).mails.find((mail) => mail.id === id)
      if ((await app.mail?.mails.retry(c.get('caller').tenant, id)) !== true) {
        unwrap(
          (await find()) === undefined
            ? fail('not_found', 'There is no such mail.')
            : fail('conflict', 'Only a failed mail whose link still works can be sent again. Send a new one.'),
        )
      }
      const mail = await find()
      return mail === undefined ? unwrap(fail('not_found', 'There is no such mail.')) : c.json(presentMail(mail), 202)
    },
  )
}

const presentMail = ({
  id,
  kind,
  actor: person,
  to,
  state,
  attempts,
  words,
  created_at,
  sent_at,
  expires_at,
}: MailRow) => ({
  id,
  kind,
  person,
  to,
  state,
  attempts,
  words,
  created_at,
  sent_at,
  expires_at,
})
