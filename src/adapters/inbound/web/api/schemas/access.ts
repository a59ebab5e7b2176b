/** Who may do what with a template, and groups, on the wire. */
import { z } from '@hono/zod-openapi'
import { MAX_GROUP_NAME } from '../../../../../domain/kernel/group-name.ts'
import { MAX_NAMED_GROUPS, MAX_NAMED_PEOPLE } from '../../../../../domain/template/template-access.ts'
import type { GroupMember } from '../../../../../ports/people/groups.ts'
import type { ListedGroup } from '../../../../../queries/people/list-groups.ts'
import type { TemplateAccessView } from '../../../../../queries/template/get-template-access.ts'
import { lineSchema } from './text.ts'

const everyone = z.literal('everyone')

export const groupParam = lineSchema(MAX_GROUP_NAME)
  .min(1)
  .refine((name) => name.trim() !== '', 'A group has a name.')
  .openapi({ description: 'The group’s name.', example: 'Legal' })

const audience = z
  .union([
    everyone,
    z
      .strictObject({
        people: z.array(lineSchema(200).min(1)).max(MAX_NAMED_PEOPLE).describe('Ids of people and keys.'),
        groups: z.array(groupParam).max(MAX_NAMED_GROUPS).describe('Names of groups.'),
      })
      .openapi('NamedPeople', { description: 'People, keys and groups by name; nobody where both are empty.' }),
  ])
  .openapi('Audience', { description: 'Everybody of the tenant, or those who are named.' })

/** A description of its own would hide the named schema from generated clients; the whole tells which is which. */
const rights = {
  use: audience,
  edit: audience,
  see: audience,
  maker_edits: z.boolean().openapi({
    description: 'Whether who made it may edit it without being named. Only an admin takes it away.',
  }),
}

export const accessBody = z.strictObject(rights)

export const accessView: z.ZodType<TemplateAccessView> = z
  .object({
    template_id: z.string().describe('The template’s id.'),
    maker: z.string().describe('The id of whoever registered it.'),
    ...rights,
    revision: z.int().openapi({ description: 'What If-Match takes, as "r3".' }),
    names: z.record(z.string(), z.string().nullable()).openapi({ description: 'The names of all ids above.' }),
  })
  .openapi('TemplateAccess', {
    description:
      'Who may begin documents from a template (`use`), which authors may change it (`edit`), and who may read what ' +
      'others make with it, beside admins (`see`, which only an admin sets).',
  })

export const groupRow: z.ZodType<ListedGroup> = z
  .object({
    name: z.string().describe('The group’s name.'),
    members: z.int().describe('How many people are in it.'),
    templates: z.int().describe('How many templates name it.'),
  })
  .openapi('Group', { description: 'A group of people.' })

export const memberRow: z.ZodType<GroupMember> = z
  .object({
    actor: z.string().describe('The person’s id.'),
    name: z.string().describe('What they are called.'),
    by_admin: z.boolean().describe('An admin put them in.'),
    by_issuer: z.boolean().describe('Whoever signs them in named the group.'),
  })
  .openapi('GroupMember', { description: 'Somebody in a group.' })

export const memberGroups = z
  .object({
    groups: z.array(z.string()).describe('Those that an admin put them in.'),
    issuer_groups: z.array(z.string()).describe('Those that whoever signs them in named last.'),
  })
  .openapi('MemberGroups', { description: 'The groups of a person.' })
