/** Events to test with: short ways to write them down, and random histories from a seed. */
import { randomInt } from 'node:crypto'
import { v5 as uuidV5 } from 'uuid'
import type { AnyEvent } from '../../../src/domain/event-catalogue.ts'
import type { CommandContext } from '../../../src/domain/kernel/event.ts'
import { generationStream } from '../../../src/domain/generation/generation-events.ts'
import { templateStream } from '../../../src/domain/template/template-id.ts'
import type { EventLog } from '../../../src/ports/events/event-log.ts'
import { mulberry32 } from '../../../tools/mulberry32.ts'

const NAMESPACE = 'c9b1f0d2-7a1e-4f6e-9d6b-0d3f4c5a6b7c'

export const idOf = (name: string): string => uuidV5(name, NAMESPACE)

/** Appends events to the end of streams, as the commands would, a minute apart. */
export class Scribe {
  readonly #log: EventLog
  readonly #revisions = new Map<string, number>()
  #minutes = 0

  constructor(log: EventLog) {
    this.#log = log
  }

  /** Lets time pass before the next event. */
  wait(minutes: number): void {
    this.#minutes += minutes
  }

  async write(stream: string, event: AnyEvent, over: Partial<CommandContext> = {}): Promise<void> {
    const revision = this.#revisions.get(stream) ?? -1
    const now = new Date(Date.UTC(2026, 10, 21, 10, this.#minutes++)).toISOString()
    const command_id = idOf(`${stream} ${revision}`)
    await this.#log.append(stream, { revision, hash: '' }, [event], {
      tenant: 'default',
      actor: 'key:ada',
      surface: 'http',
      command_id,
      request_digest: '',
      correlation_id: command_id,
      causation_id: command_id,
      now,
      ...over,
    })
    this.#revisions.set(stream, revision + 1)
  }

  template(id: string, event: AnyEvent, over: Partial<CommandContext> = {}): Promise<void> {
    return this.write(templateStream(over.tenant ?? 'default', id), event, over)
  }

  generation(name: string, event: AnyEvent, over: Partial<CommandContext> = {}): Promise<void> {
    return this.write(generationStream(idOf(name)), event, over)
  }
}

export const registered = (template_id: string, name: string = template_id): AnyEvent => ({
  type: 'TemplateRegistered',
  data: {
    template_id,
    name,
    version: 1,
    format: 'text',
    file: { key: `default/templates/${template_id}/1.txt`, file_name: `${template_id}.txt`, size: 1, sha256: '' },
    outline: [],
    questions: [],
    notes: [],
    compiler: '1',
  },
})

export const published = (version = 1): AnyEvent => ({ type: 'TemplatePublished', data: { version } })

export const requested = (
  template_id: string,
  next: string | null,
  over: { template_version?: number; idle_days?: number } = {},
): AnyEvent => ({
  type: 'GenerationRequested',
  data: {
    template_id,
    template_version: 1,
    format: 'text',
    locale: 'en-US',
    zone: 'UTC',
    idle_days: 30,
    answers: [],
    next,
    ...over,
  },
})

export const answered = (name: string, next: string | null): AnyEvent => ({
  type: 'AnswerProvided',
  data: { name, kind: 'text', value: 'CANARY', next },
})

export const confirmed = (name: string): AnyEvent => ({
  type: 'GenerationConfirmed',
  data: { document_id: idOf(`${name} document`), file_name: 'CANARY.txt', reviewed_revision: 0 },
})

export const rendered = (name: string): AnyEvent => ({
  type: 'DocumentRendered',
  data: {
    document_id: idOf(`${name} document`),
    key: 'key',
    media_type: 'text/plain',
    size: 1,
    sha256: 'CANARY',
    parts: [],
    renderer: '1',
  },
})

export const delivered = (name: string): AnyEvent => ({
  type: 'DocumentDelivered',
  data: { document_id: idOf(`${name} document`), surface: 'http' },
})

export const renderingFailed = (name: string): AnyEvent => ({
  type: 'RenderingFailed',
  data: { document_id: idOf(`${name} document`), reason: 'storage', message: 'CANARY', attempts: 5 },
})

export const renderingRetried = (name: string): AnyEvent => ({
  type: 'RenderingRetried',
  data: { document_id: idOf(`${name} document`) },
})

export const cancelled: AnyEvent = { type: 'GenerationCancelled', data: {} }
export const expired: AnyEvent = { type: 'GenerationExpired', data: {} }

export interface Random {
  readonly seed: number
  /** From 0, below `bound`. */
  readonly below: (bound: number) => number
  readonly pick: <T>(from: readonly T[]) => T
}

/** A reproducible source of chance. Print the seed when a test fails; DOCGEN_TEST_SEED sets it. */
export function random(seed: number = Number(process.env['DOCGEN_TEST_SEED'] ?? randomInt(2 ** 31))): Random {
  const next = mulberry32(seed)
  const below = (bound: number): number => Math.floor(next() * bound)
  return { seed, below, pick: (from) => from[below(from.length)]! }
}

const QUESTIONS = ['name', 'birth_date', 'items', 'items.1.quantity', 'items.2.quantity', 'has_lawyer', 'lawyer']
const ACTORS = ['key:ada', 'key:grace', 'slack:U1']

/**
 * Writes a random history of several templates, tenants and conversations, all of whose steps the domain could have
 * taken.
 */
export async function writeHistory(log: EventLog, chance: Random, steps: number): Promise<void> {
  const scribe = new Scribe(log)
  const templates = [
    ['default', 'nda'],
    ['default', 'offer'],
    ['acme', 'nda'],
  ] as const
  for (const [tenant, id] of templates) {
    await scribe.template(id, registered(id), { tenant })
    await scribe.template(id, published(), { tenant })
  }
  const open: {
    name: string
    tenant: string
    step: 'asking' | 'confirmed' | 'failed' | 'rendered'
    at: string | null
  }[] = []
  for (let n = 0; n < steps; n++) {
    scribe.wait(chance.below(300))
    const conversation = open.length > 0 && chance.below(8) > 0 ? chance.pick(open) : undefined
    const next = chance.below(4) === 0 ? null : chance.pick(QUESTIONS)
    if (conversation === undefined) {
      const [tenant, template] = chance.pick(templates)
      const begun = { name: `generation ${n}`, tenant, step: 'asking' as const, at: next }
      await scribe.generation(begun.name, requested(template, next, { template_version: 1 + chance.below(2) }), {
        tenant,
        actor: chance.pick(ACTORS),
      })
      open.push(begun)
      continue
    }
    const { name, tenant } = conversation
    const write = (event: AnyEvent): Promise<void> =>
      scribe.generation(name, event, { tenant, actor: chance.pick(ACTORS) })
    const end = (): unknown => open.splice(open.indexOf(conversation), 1)
    switch (conversation.step) {
      case 'asking': {
        const what = chance.below(10)
        if (what < 7) {
          await write(answered(conversation.at ?? chance.pick(QUESTIONS), next))
          conversation.at = next
        } else if (what === 9) {
          await write(confirmed(name))
          conversation.step = 'confirmed'
        } else {
          await write(what === 7 ? cancelled : expired)
          end()
        }
        break
      }
      case 'confirmed': {
        const fails = chance.below(4) === 0
        await write(fails ? renderingFailed(name) : rendered(name))
        conversation.step = fails ? 'failed' : 'rendered'
        break
      }
      case 'failed':
        await write(renderingRetried(name))
        conversation.step = 'confirmed'
        break
      case 'rendered':
        await write(delivered(name))
        end()
    }
  }
}
