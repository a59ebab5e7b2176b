/** Messages of questions that were answered say what the answer is: after it is changed, they say the new one. */
import type { Generation } from '../../../../domain/generation.ts'
import { parseMessageRef } from '../../message-ref.ts'
import { present, presentDeps } from '../present-post.ts'
import { settledMessage } from '../views/settled-message.ts'
import { bestEffort, type Visit } from './visit.ts'

/** More of them are old, and above the screen. */
const MOST = 3

/** Best effort: what has just gone stale is settled with the conversation's next post; this is for what was settled before. */
export async function refreshSettled(visit: Visit, generation: string, state: Generation, names: readonly string[]): Promise<void> {
  const { deps, team, client, person: { caller }, texts } = visit
  for (const name of names) {
    const settled = [...(state.posting?.shown ?? [])]
      .filter(([, post]) => post.name === name && post.about === 'question' && post.to === undefined && post.settled)
    for (const [message] of settled.slice(-MOST)) {
      const at = parseMessageRef(message)
      if (at === undefined || at.team !== team) continue
      await bestEffort(visit, async () => {
        const presented = await present(presentDeps(deps), { team, tenant: caller.tenant, generation, requester: state.requester ?? '', name })
        await client.chat.update({ channel: at.channel, ts: at.ts, ...settledMessage(presented, texts) })
      })
    }
  }
}
