/** Starts a conversation in the person’s direct messages with the app. */
import { createdId } from '../../../../../../commands/command-metadata.ts'
import { copyGeneration } from '../../../../../../commands/generation/beginning/copy-generation.ts'
import { requestGeneration } from '../../../../../../commands/generation/beginning/request-generation.ts'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import { channelRef } from '../../../message-ref.ts'
import { startedMessage } from '../../views/starting/started.ts'
import { cut } from '../../views/elements/text.ts'
import { directMessagesUrl, threadUrl } from './open-conversations.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { directMessageChannel, replyPrivately } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'

/** A conversation that has started. */
export interface StartedConversation {
  readonly generation: string
  readonly template: string
  /** The link to the direct messages with the app. */
  readonly url: string
}

/** Starts a conversation in the person's direct messages. Returns a text when it was refused. */
export async function startConversation(
  interaction: Interaction,
  template: Pick<TemplateView, 'id' | 'name'>,
  answers: Readonly<Record<string, unknown>>,
): Promise<StartedConversation | string> {
  const {
    deps: { app },
    person: { locale, zone },
  } = interaction
  const at = await findChannel(interaction)
  if (at === undefined) return interaction.texts.refused
  const { place, url } = at
  const request = commandRequestOf(interaction, 'begin', [template.id, answers])
  const begun = await tryCommand(() =>
    requestGeneration(app, { id: createdId(request), template_id: template.id, answers, locale, zone, place }, request),
  )
  return 'done' in begun
    ? { generation: begun.done.id, template: template.name, url }
    : refusalText(begun.refused, interaction.texts)
}

/** Starts a copy of an earlier conversation. */
export async function startCopy(interaction: Interaction, source_id: string): Promise<void> {
  const {
    deps: { app },
    texts,
  } = interaction
  const at = await findChannel(interaction)
  if (at === undefined) return replyPrivately(interaction, texts.refused)
  const { place, url } = at
  const request = commandRequestOf(interaction, 'copy', [source_id])
  const begun = await tryCommand(() => copyGeneration(app, { id: createdId(request), source_id, place }, request))
  if ('refused' in begun) return replyPrivately(interaction, refusalText(begun.refused, texts))
  const template = await tryCommand(() => getTemplate(app, begun.done.state.template_id, interaction.person.caller))
  const { id, state } = begun.done
  const notes = state.not_carried.map(({ label, rows, reason }) =>
    texts.not_carried({ label: cut(label, 80), rows, reason }),
  )
  await replyPrivately(
    interaction,
    startedMessage(
      'done' in template ? template.done.name : state.template_id,
      (await threadUrl(interaction, id)) ?? url,
      notes,
      texts,
    ),
  )
}

async function findChannel(
  interaction: Interaction,
): Promise<{ readonly place: string; readonly url: string } | undefined> {
  const { team } = interaction
  const channel = await directMessageChannel(interaction)
  return channel === undefined
    ? undefined
    : { place: channelRef({ team, channel }), url: directMessagesUrl(team, channel) }
}
