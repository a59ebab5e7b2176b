/** What performers need besides the log, in memory: templates' files, sealed documents, the compiler. */
import { hash } from 'node:crypto'
import { generationDecider } from '../../../src/domain/generation/generation-decider.ts'
import { generationStream } from '../../../src/domain/generation/generation-events.ts'
import type { AggregateStore } from '../../../src/ports/events/aggregate-store.ts'
import type { Question } from '../../../src/domain/questions/question.ts'
import type { DocumentStore } from '../../../src/ports/documents/document-store.ts'
import type { SealedDocuments } from '../../../src/ports/documents/sealed-documents.ts'
import { registered, requested, answered, confirmed, idOf, type Scribe } from '../data/histories.ts'
import { question } from '../data/questions.ts'

export class MemoryDocuments implements DocumentStore, SealedDocuments {
  readonly objects = new Map<string, Uint8Array>()

  async put(
    ...args: readonly [key: string, bytes: Uint8Array] | readonly [subject: string, key: string, bytes: Uint8Array]
  ): Promise<'stored' | 'exists'> {
    const [key, bytes] = args.length === 2 ? args : [args[1], args[2]]
    if (this.objects.has(key)) return 'exists'
    this.objects.set(key, bytes)
    return 'stored'
  }

  get(key: string): Promise<Uint8Array | undefined>
  get(subject: string, key: string, sha256: string): Promise<Uint8Array | 'erased' | undefined>
  async get(...args: readonly string[]): Promise<Uint8Array | undefined> {
    return this.objects.get(args[1] ?? args[0]!)
  }

  async has(key: string): Promise<boolean> {
    return this.objects.has(key)
  }

  async delete(key: string): Promise<void> {
    this.objects.delete(key)
  }

  async link(): Promise<undefined> {}
}

/** Registers a text template with these questions, its file stored. */
export async function registerTemplate(
  scribe: Scribe,
  documents: DocumentStore,
  id: string,
  text: string,
  questions: readonly Question[],
): Promise<void> {
  const event = registered(id, `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`)
  if (event.type !== 'TemplateRegistered') throw new Error('No registration.')
  const bytes = new TextEncoder().encode(text)
  await documents.put(event.data.file.key, bytes)
  const file = { ...event.data.file, size: bytes.length, sha256: hash('sha256', bytes) }
  await scribe.template(id, { ...event, data: { ...event.data, file, questions: [...questions] } })
}

/** Registers the template `letter`: `Dear {{name}}.` */
export const registerLetter = (scribe: Scribe, documents: DocumentStore, text = 'Dear {{name}}.'): Promise<void> =>
  registerTemplate(scribe, documents, 'letter', text, [question('name')])

/** A conversation over `letter`, up to the confirmation. */
export async function confirmLetter(scribe: Scribe, name: string): Promise<void> {
  await scribe.generation(name, requested('letter', 'name'))
  await scribe.generation(name, {
    ...answered('name', null),
    data: { name: 'name', kind: 'text', value: name, next: null },
  } as ReturnType<typeof answered>)
  await scribe.generation(name, confirmed(name))
}

/** How far the conversation is. */
export const phaseOf = async (aggregates: AggregateStore, name: string): Promise<string> =>
  (await aggregates.load(generationDecider, generationStream(idOf(name)))).state.phase
