/** Shows the current answer in messages of questions that were answered before. */
import { isCaller } from '../../../../../../domain/kernel/access.ts'
import type { Generation } from '../../../../../../domain/generation/generation.ts'
import { parseMessageRef } from '../../../message-ref.ts'
import { loadMessageData, messageDataDeps } from '../../messages/message-data.ts'
import { textsFor, type Texts } from '../../texts/texts.ts'
import { staleMessage } from '../../views/stale-message.ts'
import { bestEffort } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'

/**
 * Best effort, and only where no message of the conversation follows: that would do it. `unsaid`: the person's own
 * message does not say the answer any more; `elsewhere`: it stands outside of the thread. Either is always shown.
 */
export async function refreshAnsweredMessages(
  interaction: Interaction,
  generation: string,
  state: Generation,
  names: readonly string[],
  { unsaid = false, elsewhere = false } = {},
): Promise<void> {
  const {
    deps,
    team,
    person: { caller },
  } = interaction
  const always = unsaid || elsewhere
  if (!always && state.outbox?.pending.has('ask') === true) return
  for (const name of names) {
    const last = [...(state.outbox?.sent ?? [])].findLast(
      ([, post]) => post.name === name && post.about === 'question' && post.to === undefined,
    )
    const isDue = last !== undefined && last[1].stale_at !== undefined && (always || !last[1].settled)
    const at = isDue ? parseMessageRef(last[0]) : undefined
    if (last === undefined || at?.team !== team) continue
    await bestEffort(interaction, async () => {
      const data = await loadMessageData(messageDataDeps(deps), {
        team,
        tenant: caller.tenant,
        generation,
        requester: state.requester ?? '',
        name,
        message: last[0],
      })
      const shown = unsaid && data.below !== undefined ? { ...data, below: { ...data.below, said: NOT_SAID } } : data
      await deps.updateMessage(team, {
        channel: at.channel,
        ts: at.ts,
        ...staleMessage(shown, await requesterTexts(interaction, state)),
      })
    })
  }
}

const NOT_SAID = 'something else' as const

/** The message is the requester's, even if a colleague has answered. */
async function requesterTexts(
  { deps, team, person, texts }: Interaction,
  { requester = '', locale }: Generation,
): Promise<Texts> {
  if (isCaller(person.caller, requester)) return texts
  const user = await deps.slackUserOf(team, requester)
  return textsFor(user === undefined ? locale : (await deps.personFor(team, user)).locale)
}
