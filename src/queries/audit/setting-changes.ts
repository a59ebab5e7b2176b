/** What an event changed of a setting: each such event says all that holds from then on. */
import type { EventType } from '../../domain/event-catalogue.ts'
import { countText } from '../../domain/kernel/count-text.ts'
import {
  DEFAULT_ACCESS,
  TEMPLATE_RIGHTS,
  type Audience,
  type TemplateAccess,
} from '../../domain/template/template-access.ts'
import type { NamedChange } from './sentences/sentence.ts'

type Data = Readonly<Record<string, unknown>>
type NameOf = (actor: string) => string

const listed = (names: readonly string[]): string | null => (names.length === 0 ? null : names.join(', '))

const strings = (data: Data | undefined, ...fields: readonly string[]): string | null =>
  listed([...new Set(fields.flatMap((field) => (data?.[field] ?? []) as readonly string[]))])

const days = (count: unknown): string | null => (typeof count === 'number' ? countText(count, 'day') : null)

const daysAll = (counts: unknown): string | null =>
  Array.isArray(counts) ? (listed(counts.map((count) => `after ${days(count)}`)) ?? 'never') : null

const audience = (who: Audience, nameOf: NameOf): string =>
  who === 'everyone' ? 'everybody' : (listed([...who.people.map(nameOf), ...who.groups]) ?? 'nobody')

const RIGHTS: Readonly<Record<(typeof TEMPLATE_RIGHTS)[number], string>> = {
  use: 'may use it',
  edit: 'may edit it',
  see: 'may see what others make',
}

function accessChanges(before: TemplateAccess, after: TemplateAccess, nameOf: NameOf): NamedChange[] {
  const maker = ({ maker_edits }: TemplateAccess): string => (maker_edits ? 'yes' : 'no')
  return [
    ...TEMPLATE_RIGHTS.map((right) => ({
      what: RIGHTS[right],
      before: audience(before[right], nameOf),
      after: audience(after[right], nameOf),
    })),
    { what: 'its maker may edit it', before: maker(before), after: maker(after) },
  ]
}

type Compare = (before: Data | undefined, after: Data, nameOf: NameOf) => readonly NamedChange[]

const COMPARED: Readonly<Partial<Record<EventType, Compare>>> = {
  RolesChanged: (before, after) => [
    {
      what: 'roles',
      before: strings(before, 'roles', 'issuer_roles'),
      after: strings(after, 'roles', 'issuer_roles') ?? 'none',
    },
  ],
  GroupsChanged: (before, after) => [
    {
      what: 'groups',
      before: strings(before, 'groups', 'issuer_groups'),
      after: strings(after, 'groups', 'issuer_groups') ?? 'none',
    },
  ],
  TemplateLanguageSet: (before, after) => [
    {
      what: 'language',
      before: (before?.['language'] as string | null | undefined) ?? null,
      after: (after['language'] as string | null) ?? 'what the file says',
    },
  ],
  TemplateWaitingTimesSet: (before, after) => [
    { what: 'conversations end after', before: days(before?.['idle_days']), after: days(after['idle_days']) },
    { what: 'reminders', before: daysAll(before?.['reminders']), after: daysAll(after['reminders']) },
  ],
  TemplateAccessChanged: (before, after, nameOf) =>
    accessChanges((before as TemplateAccess | undefined) ?? DEFAULT_ACCESS, after as unknown as TemplateAccess, nameOf),
}

/** The types whose change is seen beside the event of the same type before it. */
export const isSetting = (type: EventType): boolean => Object.hasOwn(COMPARED, type)

/** What is another than before; `before` is the data of the event of that type before it, if there was one. */
export function settingChanges(
  type: EventType,
  before: Data | undefined,
  after: Data,
  nameOf: NameOf,
): readonly NamedChange[] {
  return (COMPARED[type]?.(before, after, nameOf) ?? []).filter((change) => change.before !== change.after)
}
