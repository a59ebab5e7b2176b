/** Updates the messages of answered questions after an answer has changed. */
import { isCaller } from '../../../../../../domain/kernel/access.ts'
import type { Generation } from '../../../../../../domain/generation/generation.ts'
import { parseMessageRef } from '../../../message-ref.ts'
import { loadMessageData, messageDataDeps } from '../../messages/message-data.ts'
import { textsFor, type Texts } from '../../texts/texts.ts'
import { staleMessage } from '../../views/stale-message.ts'
import { bestEffort } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'

/** Best effort. Newly stale messages are updated with the conversation's next message; this updates older ones. */
export async function refreshAnsweredMessages(
  interaction: Interaction,
  generation: string,
  state: Generation,
  names: readonly string[],
): Promise<void> {
  const {
    deps,
    team,
    person: { caller },
  } = interaction
  for (const name of names) {
    const last = [...(state.outbox?.sent ?? [])].findLast(
      ([, post]) => post.name === name && post.about === 'question' && post.to === undefined,
    )
    const at = last?.[1].buttons_removed === true ? parseMessageRef(last[0]) : undefined
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
      await deps.updateMessage(team, {
        channel: at.channel,
        ts: at.ts,
        ...staleMessage(data, await requesterTexts(interaction, state)),
      })
    })
  }
}

/** The message is the requester's, even if a colleague has answered. */
async function requesterTexts(
  { deps, team, person, texts }: Interaction,
  { requester = '', locale }: Generation,
): Promise<Texts> {
  if (isCaller(person.caller, requester)) return texts
  const user = await deps.slackUserOf(team, requester)
  return textsFor(user === undefined ? locale : (await deps.personFor(team, user)).locale)
}
