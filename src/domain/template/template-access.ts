/**
 * Who may use a template, edit it, and see what others make with it. An admin of the tenant may all of it; whoever is
 * named must have the role all the same: requesters use and see, authors edit.
 */
import { z } from 'zod'
import { hasRole, isCaller, type Caller } from '../kernel/access.ts'
import { fail, ok, type Result } from '../kernel/errors.ts'
import { groupName } from '../kernel/group-name.ts'

/** How many people, and how many groups, one right can name. */
export const MAX_NAMED_PEOPLE = 100
export const MAX_NAMED_GROUPS = 50

const named = (max: number) => z.array(z.string().min(1).max(200)).max(max)

/** Everybody of the tenant, or people by actor id and groups by name. */
export const audienceSchema = z.union([
  z.literal('everyone'),
  z.strictObject({ people: named(MAX_NAMED_PEOPLE), groups: named(MAX_NAMED_GROUPS) }),
])

export type Audience = z.infer<typeof audienceSchema>

export const templateAccessSchema = z.strictObject({
  /** Who may begin documents. */
  use: audienceSchema,
  /** Which authors may change it. */
  edit: audienceSchema,
  /** Who may see the conversations and documents of others, beside admins; to read only. */
  see: audienceSchema,
  /** Whether who made it may edit it though `edit` does not name them. */
  maker_edits: z.boolean(),
})

export type TemplateAccess = z.infer<typeof templateAccessSchema>

/** What can be allowed. */
export const TEMPLATE_RIGHTS = ['use', 'edit', 'see'] as const
export type TemplateRight = (typeof TEMPLATE_RIGHTS)[number]

/** Nobody but admins. */
export const NOBODY: Audience = { people: [], groups: [] }

/** Of a template for which nothing was said. */
export const DEFAULT_ACCESS: TemplateAccess = { use: 'everyone', edit: 'everyone', see: NOBODY, maker_edits: true }

/** What the rules need to know of a template. */
export interface AccessibleTemplate {
  readonly id?: string | undefined
  /** The actor id of whoever registered it. */
  readonly maker: string
  readonly access: TemplateAccess
}

const isIn = (audience: Audience, caller: Caller): boolean =>
  audience === 'everyone' ||
  audience.people.some((person) => isCaller(caller, person)) ||
  audience.groups.some((group) => caller.groups?.includes(group) === true)

/** Whether the caller may change the template, its access included. */
export function mayEditTemplate(caller: Caller, { maker, access }: AccessibleTemplate): boolean {
  if (hasRole(caller, 'admin')) return true
  return hasRole(caller, 'author') && (isIn(access.edit, caller) || (access.maker_edits && isCaller(caller, maker)))
}

/**
 * Whether the caller may begin documents: also whoever may edit it, to try it. Whoever comes by a link may with the
 * link’s template: its author has let them.
 */
export function mayUseTemplate(caller: Caller, template: AccessibleTemplate): boolean {
  if (!hasRole(caller, 'requester')) return false
  if (caller.begins_with !== undefined) return caller.begins_with === template.id
  return isIn(template.access.use, caller) || mayEditTemplate(caller, template)
}

/** Whether the caller may read what others answered and made with it. */
export const maySeeOthers = (caller: Caller, { access }: Pick<AccessibleTemplate, 'access'>): boolean =>
  hasRole(caller, 'admin') || (hasRole(caller, 'requester') && isIn(access.see, caller))

/** `forbidden`, with a sentence that says whom to ask. */
export const refuseRight = (right: TemplateRight, template_id: string): Result<never> =>
  fail('forbidden', REFUSALS[right], { right, template_id })

const REFUSALS: Readonly<Record<TemplateRight, string>> = {
  use: 'This template is for others. Ask who made it, or an admin, to let you use it.',
  edit: 'Only some may change this template. Ask who made it, or an admin, to let you.',
  see: 'What others make with this template is not for you. Ask an admin to let you see it.',
}

/** The access in one form: names once, in order. */
export function orderAccess({ use, edit, see, maker_edits }: TemplateAccess): TemplateAccess {
  const once = (names: readonly string[]) => [...new Set(names)].sort()
  const ordered = (audience: Audience): Audience =>
    audience === 'everyone' ? audience : { people: once(audience.people), groups: once(audience.groups.map(groupName)) }
  return { use: ordered(use), edit: ordered(edit), see: ordered(see), maker_edits }
}

/** The actor ids that are named, with the right that names them. */
export const peopleIn = (
  access: TemplateAccess,
): readonly { readonly right: TemplateRight; readonly actor: string }[] =>
  TEMPLATE_RIGHTS.flatMap((right) => {
    const audience = access[right]
    return audience === 'everyone' ? [] : audience.people.map((actor) => ({ right, actor }))
  })

/**
 * Whether the caller may set this access. `forbidden` for who may not edit; what opens others' answers, and what takes
 * a template from its maker, is an admin's alone.
 */
export function checkNewAccess(caller: Caller, wanted: TemplateAccess, current: AccessibleTemplate): Result<true> {
  const { access } = current
  if (!hasRole(caller, 'admin')) {
    if (!isSame(wanted.see, access.see))
      return fail('forbidden', 'Who sees what others make is an admin’s to say. Leave “see” as it is, or ask one.', {
        field: 'see',
        role: 'admin',
      })
    if (wanted.maker_edits !== access.maker_edits)
      return fail('forbidden', 'Only an admin takes a template from who made it, or gives it back.', {
        field: 'maker_edits',
        role: 'admin',
      })
  }
  if (!wanted.maker_edits && wanted.edit === 'everyone')
    return fail('unprocessable', 'Every author may edit it, who made it too. Name who may edit it instead.', {
      field: 'edit',
    })
  return ok(true)
}

export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
