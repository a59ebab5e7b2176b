/**
 * A messenger over a chat in memory, with everything that goes wrong between a service and a chat: limits, servers that
 * are away, answers that are lost on the way back, and messages of which nobody can tell whether they arrived.
 */
import type { SendOutcome, MessageRecord } from '../../src/domain/outbox/outbox-decisions.ts'
import {
  RetryAt,
  type MessageOutcome,
  type Messenger,
  type OutgoingMessage,
} from '../../src/ports/generation/messenger.ts'

/** What people see: outlives every process. */
export interface ChatMessage {
  readonly ref: string
  readonly message: OutgoingMessage
  buttons: boolean
}

export type Fault = 'rate_limit' | 'away' | 'lost_request' | 'lost_answer' | 'blind' | 'refused'

/** What the messenger has written down of its messages: outlives every process, too. */
interface Row {
  readonly generation: string
  readonly message: MessageRecord
  /** The chat cannot be asked any more whether it is there. */
  blind: boolean
  attempts: number
}

export class Chat {
  readonly messages: ChatMessage[] = []
  readonly rows = new Map<string, Row>()
  /** The ids of messages that were given up as uncertain. */
  readonly uncertain = new Set<string>()

  of(generation: string): ChatMessage[] {
    return this.messages.filter(({ message }) => message.generation === generation)
  }
}

export interface MemoryMessengerOptions {
  readonly chat: Chat
  readonly now: () => string
  /** What goes wrong with the next attempt. */
  readonly fault?: (message: OutgoingMessage) => Fault | undefined
  /** Awaited between any two steps: where a process may die. */
  readonly step?: () => Promise<void>
}

export function memoryMessenger({
  chat,
  now,
  fault = () => undefined,
  step = async () => {},
}: MemoryMessengerOptions): Messenger {
  const later = (seconds: number, attempts: number, why: string, in_doubt = false): RetryAt =>
    new RetryAt(new Date(Date.parse(now()) + seconds * 1000).toISOString(), attempts, why, { in_doubt })

  /** What became of a message whose sending began. */
  async function reconcile(id: string, { blind }: Row): Promise<SendOutcome | undefined> {
    await step()
    if (blind) {
      chat.uncertain.add(id)
      return { outcome: 'uncertain', detail: 'The chat does not say whether it is there.' }
    }
    const there = chat.messages.find(({ message }) => message.id === id)
    return there === undefined ? undefined : { outcome: 'posted', message: there.ref }
  }

  async function deliver(message: OutgoingMessage, row: Row): Promise<SendOutcome> {
    await step()
    const wrong = fault(message)
    row.attempts++
    if (wrong === 'refused')
      return { outcome: 'refused', reason: 'not_in_channel', detail: 'Nobody is there.', attempts: row.attempts }
    if (wrong === 'rate_limit') throw later(30, row.attempts, 'rate limited')
    if (wrong === 'away') throw later(10 * row.attempts, row.attempts, 'the chat is away')
    if (wrong === 'lost_request') throw later(5, row.attempts, 'no answer', true)
    for (const { message: ref } of message.stale)
      for (const shown of chat.messages) if (shown.ref === ref) shown.buttons = false
    await step()
    const ref = `chat/${chat.messages.length + 1}`
    chat.messages.push({ ref, message, buttons: true })
    if (wrong === 'blind') row.blind = true
    if (wrong === 'blind' || wrong === 'lost_answer') throw later(5, row.attempts, 'the answer was lost', true)
    await step()
    return { outcome: 'posted', message: ref }
  }

  return {
    async send(message) {
      await step()
      const { id, about, name, to, revision, help, document_id } = message
      const known = chat.rows.get(id)
      const row = known ?? {
        generation: message.generation,
        message: { id, about, name, to, revision, help, document_id },
        blind: false,
        attempts: 0,
      }
      chat.rows.set(id, row)
      return (known === undefined ? undefined : await reconcile(id, row)) ?? deliver(message, row)
    },
    async unrecorded(generation) {
      await step()
      const found: MessageOutcome[] = []
      for (const [id, row] of chat.rows) {
        if (row.generation !== generation) continue
        const outcome = await reconcile(id, row)
        if (outcome === undefined) chat.rows.delete(id)
        else found.push({ message: row.message, outcome })
      }
      return found
    },
    async recorded(id) {
      await step()
      chat.rows.delete(id)
    },
  }
}
