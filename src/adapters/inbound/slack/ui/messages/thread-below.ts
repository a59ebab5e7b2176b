/** What stands below a question in its thread, so that its message says no more than is missing there. */
import type { Generation } from '../../../../../domain/generation/generation.ts'
import type { SentMessage } from '../../../../../domain/outbox/outbox.ts'
import { isAsk } from '../../../../../domain/outbox/stale-messages.ts'
import { parseMessageRef } from '../../message-ref.ts'
import type { ThreadBelow } from '../views/elements/message-data.ts'

/**
 * For the message of a question: whether it is asked again below, and whether its person's own words are the answer.
 * `revision` is that of the current answer; undefined where there is none.
 */
export function threadBelow(
  { outbox, next, phase }: Pick<Generation, 'outbox' | 'next' | 'phase'>,
  message: string,
  revision: number | undefined,
): ThreadBelow {
  const shown = outbox?.sent.get(message)
  const at = parseMessageRef(message)
  if (outbox === undefined || at === undefined || shown === undefined || !asks(shown)) return NOTHING_BELOW
  const { name, to } = shown
  const asked = [...outbox.sent].filter(([, other]) => asks(other) && other.to === to)
  const later = asked.slice(asked.findIndex(([ref]) => ref === message) + 1).map(([, other]) => other.name)
  // What is about to be asked again stands there in a moment.
  const names = phase === 'asking' && to === undefined && next !== null ? [...later, next] : later
  const said = [...outbox.answered_by].flatMap(([ref, one]) => {
    const own = parseMessageRef(ref)
    const isBelow = own?.channel === at.channel && own.thread_ts === at.thread_ts && Number(own.ts) > Number(at.ts)
    return isBelow && one.name === name ? [one.revision] : []
  })
  return {
    asked_again: names[0] === name ? 'next' : names.includes(name) ? 'later' : 'no',
    said:
      revision !== undefined && said.includes(revision) ? 'the answer' : said.length > 0 ? 'something else' : 'nothing',
  }
}

/** A reminder asks nothing new. */
const asks = (message: SentMessage): boolean => isAsk(message) && message.about !== 'reminder'

const NOTHING_BELOW: ThreadBelow = { asked_again: 'no', said: 'nothing' }
