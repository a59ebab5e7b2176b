/** A question or review that was clicked shows what became of it at once, by the click's own address. */
import { isCaller } from '../../../../../../domain/kernel/access.ts'
import type { SentMessage } from '../../../../../../domain/outbox/outbox.ts'
import { loadMessageData, messageDataDeps } from '../../messages/message-data.ts'
import type { Message } from '../../views/elements/message.ts'
import { renderStaleMessage } from '../../messages/render-message.ts'
import { openConversation } from '../conversation/conversation-access.ts'
import { bestEffort } from '../interaction/reply.ts'
import type { Click } from './click.ts'

/**
 * Works the click, and then takes the buttons of its message away if it asks no more. Such a replacement counts among
 * no method's calls, where `chat.update` is scarce; meanwhile nobody else changes the message.
 * https://docs.slack.dev/interactivity/handling-user-interaction#updating_message_response
 */
export async function settlingClicked(click: Click, work: () => Promise<void>): Promise<void> {
  const { interaction, access, shown_under } = click
  const { deps, team, person, location, response_url } = interaction
  const sent = shown_under === undefined ? undefined : access.state.outbox?.sent.get(shown_under)
  const isAsked = isCaller(person.caller, sent?.to ?? access.state.requester ?? '')
  const settles = sent?.about === 'question' || sent?.about === 'review'
  if (sent === undefined || !settles || !isAsked || location === undefined || response_url === undefined) return work()
  const release = deps.holdMessage(team, location)
  let shown: Message | undefined
  try {
    await work()
    shown = await bestEffort(interaction, async () => {
      const settled = await settledMessage(click, sent)
      if (settled !== undefined) await deps.respond(response_url, { replace_original: true, ...settled })
      return settled
    })
  } finally {
    await release(shown)
  }
}

/** What the message shows now; undefined while it still asks. */
async function settledMessage(
  { interaction, access: { generation }, shown_under = '' }: Click,
  { about, name, to }: Pick<SentMessage, 'about' | 'name' | 'to'>,
): Promise<Message | undefined> {
  const { deps, team, person, texts } = interaction
  const now = await openConversation(interaction, generation)
  if (now?.state.outbox?.sent.get(shown_under)?.stale_at === undefined) return undefined
  const data = await loadMessageData(messageDataDeps(deps), {
    team,
    tenant: person.caller.tenant,
    generation,
    requester: now.state.requester ?? '',
    name,
    to,
    message: shown_under,
    locale: person.locale,
  })
  return renderStaleMessage(about, data, texts)
}
