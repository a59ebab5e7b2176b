/** Replies to an author in the thread of the file: the draft and its updates. */
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import { draftMessage, type TemplateDraft } from '../../views/authoring/draft-message.ts'
import type { Message } from '../../views/elements/message.ts'
import { tryCommand } from '../interaction/run-command.ts'
import { bestEffort, patiently } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'

/** Posts a message in the thread of the file. */
export async function postInThread(interaction: Interaction, said: Message): Promise<void> {
  const { location: at, client, deps, team, person } = interaction
  await bestEffort(interaction, async () => {
    const channel = at?.channel ?? (await deps.dmChannelOf(team, person.user))
    const thread = at === undefined ? {} : { thread_ts: at.thread_ts }
    await deps.takeTurn(team, channel)
    await patiently(() => client.chat.postMessage({ channel, ...thread, ...said }))
  })
}

const draftOf = ({
  id,
  name,
  version,
  published_version,
  state,
  language,
  questions,
  notes,
}: TemplateView): TemplateDraft => ({
  id,
  name,
  version,
  language,
  published: state === 'published' && published_version === version,
  questions,
  notes,
})

/** Posts the draft with its questions. */
export async function sendDraft(interaction: Interaction, id: string): Promise<void> {
  await postInThread(
    interaction,
    draftMessage(draftOf(await getTemplate(interaction.deps.app, id, interaction.person.caller)), interaction.texts),
  )
}

/** Updates the message of a draft. */
export async function updateDraftMessage(
  interaction: Interaction,
  id: string,
  at: { readonly channel: string; readonly ts: string } | undefined,
  part?: number,
): Promise<void> {
  const template = await tryCommand(() => getTemplate(interaction.deps.app, id, interaction.person.caller))
  if (at === undefined || 'refused' in template) return
  const draft = draftMessage(draftOf(template.done), interaction.texts, part)
  await interaction.deps.updateMessage(interaction.team, { channel: at.channel, ts: at.ts, ...draft })
}
