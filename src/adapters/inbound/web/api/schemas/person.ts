/** People on the wire. */
import { z } from '@hono/zod-openapi'
import { ROLES } from '../../../../../domain/kernel/access.ts'

export const personView = z
  .object({
    id: z.string().openapi({ description: 'As events name the person.' }),
    name: z.string().describe('What they are called.'),
    email: z.string().nullable().describe('Their e-mail address, in lower case; null where none is known.'),
    email_proved: z.boolean().openapi({ description: 'Whether it was shown that the address is theirs.' }),
    state: z.enum(['active', 'invited', 'invitation_expired', 'invitation_withdrawn', 'deactivated']).openapi({
      description: '`invited` and `invitation_expired`: they have not come yet.',
    }),
    last_sign_in_at: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'When they last signed in to the console; null before the first time.' }),
    roles: z.array(z.enum(ROLES)).openapi({ description: 'Granted beyond “requester”, which everybody has.' }),
    workspace: z.string().nullable().describe('The Slack workspace’s id; null for who came another way.'),
    user: z.string().nullable().openapi({ description: 'The id in the workspace; null for who came another way.' }),
    active: z
      .boolean()
      .openapi({ description: 'False for who left the workspace or was deactivated: no role counts.' }),
  })
  .openapi('Person', { description: 'Somebody who may sign in, or could.' })

/** What an invitation gives. */
export const invitationView = z
  .object({
    person: personView,
    url: z
      .string()
      .nullable()
      .openapi({ description: 'The link to give them, shown this once; null where it was mailed.' }),
    expires_at: z.iso.datetime().openapi({ description: 'When the link expires.' }),
    not_mailed: z
      .string()
      .nullable()
      .openapi({ description: 'Why it was not mailed although there is mail and an address; null otherwise.' }),
  })
  .openapi('Invitation', { description: 'An invitation that was sent, or is to be handed on.' })
