/** One entry of the audit as people read it: a sentence with names, and what was changed. */
import { definitionOf, type EventType } from '../../domain/event-catalogue.ts'
import { findQuestion } from './present-timeline-value.ts'
import { generationOf, type EntryNames } from './entry-names.ts'
import type { AuditEntry } from './read-audit.ts'
import { tellEvent } from './sentences/all-tellers.ts'
import { changeText, quoted, type NamedChange, type Sentence } from './sentences/sentence.ts'

export interface ToldEntry extends AuditEntry {
  /** The current name of the person or key; null for DocGen itself, and for names that are gone. */
  readonly actor_name: string | null
  readonly sentence: Sentence
  /** The template that it is about, with its current name. */
  readonly template: { readonly id: string; readonly name: string | null } | null
  readonly generation_id: string | null
  /** What was another before, as far as the reader may see it. */
  readonly changes: readonly NamedChange[]
}

export interface KnownOfEntry {
  readonly changes: readonly NamedChange[]
  /** The name of its document, for whoever may see it. */
  readonly file_name?: string | undefined
  /** The reader knows which template it is about. */
  readonly within_template?: boolean | undefined
}

/** Tells an entry whose names were loaded. */
export function tellEntry(
  entry: AuditEntry,
  names: EntryNames,
  { changes, file_name, within_template = false }: KnownOfEntry,
): ToldEntry {
  const template = names.templateOf(entry)
  const generation_id = generationOf(entry)
  const templateQuoted = template === undefined ? [] : quoted(names.templateNamed(template.id))
  return {
    ...entry,
    actor_name: names.nameOf(entry.actor) ?? null,
    template: template ?? null,
    generation_id: generation_id ?? null,
    changes,
    sentence: tellEvent(entry.type, {
      data: entry.data,
      who: names.person(entry.actor),
      whose: names.whose(entry),
      person: names.person,
      template: templateQuoted,
      templateCalled: (id) => quoted(names.templateNamed(id)),
      within: within_template || template === undefined ? [] : [' in ', ...templateQuoted],
      question: questionOf(entry, names),
      document: {
        is: 'document',
        id: generation_id,
        text: file_name === undefined ? 'the document' : file_name,
      },
      change: changeText(isTold(entry.type) ? changes : []),
    }),
  }
}

/** Whose one change goes into the sentence; questions' differences stand below it. */
const isTold = (type: EventType): boolean => type !== 'QuestionsChanged' && type !== 'QuestionsRefined'

/** The question by its label; the review where the event names none. */
function questionOf(entry: AuditEntry, names: EntryNames): Sentence {
  const { name } = entry.data as { readonly name?: unknown }
  if (typeof name !== 'string') return ['the review']
  const question = findQuestion(names.versionOf(entry)?.questions ?? [], name)
  return quoted({ is: 'question', text: question?.label ?? name })
}

/** The event's data without sealed fields, as lists hold it. */
export function openData(type: EventType, data: object): Readonly<Record<string, unknown>> {
  const sealed = new Set(definitionOf(type).sealed)
  return Object.fromEntries(Object.entries(data).filter(([field]) => !sealed.has(field)))
}
