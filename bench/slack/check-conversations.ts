/**
 * What is checked when all is over: each answer and each document against what its person said, and what anybody saw
 * twice.
 */
import type { Conversation } from './conversation.ts'
import { endsWithOutcome } from './thread.ts'
import { wireValue } from './plan.ts'
import type { Counts } from './counts.ts'
import { documentOf, LABELS, NAMES, type Label, type TestBed } from './test-bed.ts'

interface Shown {
  readonly state: string
  readonly answers: Readonly<Record<string, { readonly value: unknown }>>
}

interface AuditEntry {
  readonly stream: string
  readonly type: string
}

/** Counts how often each question is asked, by thread, from now on. */
export function watchQuestions({ slack }: TestBed): Map<string, Map<Label, number>> {
  const asked = new Map<string, Map<Label, number>>()
  slack.state.listeners.add((happening) => {
    if (happening.kind !== 'posted' || happening.message.botId === undefined || happening.message.onlyFor !== undefined)
      return
    const { threadTs, text } = happening.message
    const label =
      threadTs !== undefined && text.startsWith('Question ') ? LABELS.find((one) => text.includes(one)) : undefined
    if (threadTs === undefined || label === undefined) return
    const counts = asked.get(threadTs) ?? new Map<Label, number>()
    asked.set(threadTs, counts.set(label, (counts.get(label) ?? 0) + 1))
  })
  return asked
}

/** The generation that a conversation's first message says it belongs to. */
export function generationOf({ acme }: TestBed, { root }: Conversation): string {
  for (const channel of acme.state.channels.values()) {
    const payload = channel.byTs.get(root)?.metadata?.['event_payload'] as { generation?: string } | undefined
    if (payload?.generation !== undefined) return payload.generation
  }
  throw new Error(`The first message ${root} names no generation.`)
}

/** Adds a violation for each answer, document or file that differs from what its person entered. */
export async function checkConversations(
  world: TestBed,
  conversations: readonly Conversation[],
  asked: ReadonlyMap<string, ReadonlyMap<Label, number>>,
  { violations }: Counts,
): Promise<number> {
  const uncertain = await uncertainDeliveries(world)
  for (const conversation of conversations) {
    const {
      plan: { key, way },
      root,
      document,
      said,
      may_ask,
    } = conversation
    if (document === undefined || root === '') continue
    const wrong = (what: string): void => void violations.push(`${key} (${way}): ${what}`)
    const generation = generationOf(world, conversation)
    const { state, answers } = await world.service.get<Shown>(`/generations/${generation}`)
    if (state !== 'delivered' && state !== 'rendered') wrong(`is ${state}`)
    for (const [label, value] of said) {
      const is = answers[NAMES[label]]?.value
      if (is !== wireValue(label, value)) wrong(`“${label}” is ${JSON.stringify(is)}, not ${JSON.stringify(value)}`)
    }
    const expected = documentOf(
      Object.fromEntries([...said].map(([label, value]) => [NAMES[label], wireValue(label, value)])),
    )
    const made = await world.service.getText(`/generations/${generation}/document`)
    if (made.trim() !== expected.trim())
      wrong(`the document says ${JSON.stringify(made)}, not ${JSON.stringify(expected)}`)
    const file = world.acme.state.files.get(document.files[0]?.id ?? '')
    if (file?.content.toString() !== made) wrong('the file in the thread is not the document')
    if (!endsWithOutcome(conversation.who.person, root))
      wrong('the thread does not end with what became of the document')
    const isUncertain = uncertain.has(`generation-${generation}`)
    const files = conversation.who.person
      .messages({ thread: root })
      .reduce((sum, message) => sum + message.files.length, 0)
    if (files !== 1 && !isUncertain) wrong(`${files} files in the thread`)
    for (const [label, times] of asked.get(root) ?? []) {
      if (times > (may_ask.get(label) ?? 1) && !isUncertain) wrong(`“${label}” was asked ${times} times`)
    }
  }
  for (const { kind, id, times } of world.slack.duplicates()) violations.push(`${kind} ${id} was seen ${times} times`)
  return uncertain.size
}

/** The streams with a delivery of unknown outcome. */
async function uncertainDeliveries({ service }: TestBed): Promise<Set<string>> {
  const streams = new Set<string>()
  for (let cursor: string | undefined; ;) {
    const page = await service.get<{ data: AuditEntry[]; next_cursor?: string | null }>(
      `/audit?type=DeliveryUncertain&limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    for (const { stream } of page.data) streams.add(stream)
    cursor = page.next_cursor ?? undefined
    if (cursor === undefined || page.data.length === 0) return streams
  }
}
