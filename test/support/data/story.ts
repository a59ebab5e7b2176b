/**
 * A conversation held at a place, decided step by step in memory, with posts that always get through: for tests of what
 * is posted when.
 */
import { v5 as uuidV5 } from 'uuid'
import { unwrap, type DomainError, type Result } from '../../../src/domain/kernel/errors.ts'
import { requestGeneration } from '../../../src/domain/generation/decisions/request-generation.ts'
import type { GenerationEvent } from '../../../src/domain/generation/generation-events.ts'
import { findDueAction, type DueMessage } from '../../../src/domain/generation/generation-process.ts'
import { generationDecider } from '../../../src/domain/generation/generation-decider.ts'
import type { Generation } from '../../../src/domain/generation/generation.ts'
import type { Questionnaire } from '../../../src/domain/interview/questionnaire.ts'
import { recordSendOutcome, type SendOutcome, type MessageRecord } from '../../../src/domain/outbox/outbox-decisions.ts'
import { testEnvelope } from './given.ts'

export const REQUESTER = 'person:ada'
export const COLLEAGUE = 'person:grace'
const START = '2026-11-21T10:00:00.000Z'

type Decision = (state: Generation, form: Questionnaire, revision: number) => Result<GenerationEvent[]>

export class Story {
  readonly form: Questionnaire
  readonly events: GenerationEvent[] = []
  state = generationDecider.initial()
  now = START
  #messages = 0

  constructor(
    form: Questionnaire,
    over: {
      readonly place?: string | undefined
      readonly idle_days?: number
      readonly reminders?: readonly number[]
    } = {},
  ) {
    this.form = form
    const { place = 'thread', idle_days = 30, reminders = [1, 7] } = over
    const command = {
      template_id: 'nda',
      template_version: 1,
      format: 'docx',
      locale: 'en-US',
      zone: 'UTC',
      idle_days,
      answers: [],
      place,
      reminders,
    } as const
    this.tell((state) =>
      requestGeneration(
        'place' in over && over.place === undefined ? { ...command, place: undefined } : command,
        state,
        form,
      ),
    )
  }

  get revision(): number {
    return this.events.length - 1
  }

  /** Takes a decision and its events; throws when it is refused. */
  tell(decide: Decision, actor = REQUESTER): GenerationEvent[] {
    const events = unwrap(decide(this.state, this.form, this.revision))
    for (const event of events) {
      this.events.push(event)
      const envelope = testEnvelope(event.type, this.revision, { actor, at: this.now, surface: 'slack' })
      // As the real folds do: nobody else sees the state change.
      this.state = generationDecider.evolve(generationDecider.copy(this.state), event, {
        revision: this.revision,
        envelope,
      })
    }
    return events
  }

  /** The refusal of a decision. */
  refusal(decide: Decision): DomainError {
    const result = decide(this.state, this.form, this.revision)
    if (result.ok) throw new Error(`Not refused: ${JSON.stringify(result.value)}`)
    return result.error
  }

  /** Lets time pass. */
  days(days: number): this {
    this.now = new Date(Date.parse(this.now) + days * 86_400_000).toISOString()
    return this
  }

  due(): DueMessage | undefined {
    const due = findDueAction(this.state, this.now)
    return due?.action === 'send' ? due.message : undefined
  }

  /** What is due now, in a word: the post, or the other action. */
  dueText(): string | undefined {
    const due = findDueAction(this.state, this.now)
    return due === undefined ? undefined : due.action === 'send' ? textOf(due.message) : due.action
  }

  /** The post as it is due now, planned at this revision: its outcome may be recorded later. */
  plan(): MessageRecord {
    const due = this.due()
    if (due === undefined) throw new Error('No post is due.')
    const { about, name, to, help } = due
    return {
      id: uuidV5(due.key, '6b1f2f0c-7f0e-5a55-8f8f-0e3d5b9e4a21'),
      about,
      name,
      to,
      help,
      revision: this.revision,
      document_id: this.state.document?.id,
    }
  }

  record(post: MessageRecord, outcome: SendOutcome): GenerationEvent[] {
    return this.tell((state, form) => recordSendOutcome(post, outcome, state, form), 'system')
  }

  /** Makes the post that is due; gives its message. */
  post(): string {
    const message = `m${++this.#messages}`
    this.record(this.plan(), { outcome: 'posted', message })
    return message
  }

  /** Makes all posts that are due; says which. */
  posts(): string[] {
    const made: string[] = []
    for (let due = this.due(); due !== undefined; due = this.due()) {
      made.push(textOf(due))
      this.post()
    }
    return made
  }

  /** The messages that still ask. */
  live(): string[] {
    return [...(this.state.outbox?.sent ?? [])].flatMap(([message, post]) =>
      post.stale_at === undefined ? [message] : [],
    )
  }

  /** The messages that have still to show what became of them. */
  unsettled(): string[] {
    return [...(this.state.outbox?.sent ?? [])].flatMap(([message, post]) =>
      post.stale_at !== undefined && !post.settled ? [message] : [],
    )
  }
}

const textOf = ({ about, name, to }: DueMessage): string =>
  [about, name ?? undefined, to === undefined ? undefined : `to ${to}`].filter((part) => part !== undefined).join(' ')
