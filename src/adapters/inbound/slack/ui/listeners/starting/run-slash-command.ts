/** Runs a slash command, or the same text in a message to the app. */
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import { matchNamed } from '../../../../../../domain/questions/naming/match-names.ts'
import { findNearest } from '../../../../../../domain/questions/naming/nearest-names.ts'
import { parseSlashCommand } from '../../input/slash-command.ts'
import { startedMessage } from '../../views/starting/started.ts'
import { helpMessage } from '../../views/starting/help-messages.ts'
import { unknownTemplateMessage } from '../../views/starting/template-messages.ts'
import { cut } from '../../views/elements/text.ts'
import { hasRole } from '../../../../../../domain/kernel/access.ts'
import { invite } from './invite.ts'
import { mayAsk } from './members.ts'
import { sendDrafts, sendTemplates } from './send-lists.ts'
import { listPublishedTemplates } from './template-lists.ts'
import { tryCommand } from '../interaction/run-command.ts'
import { isDirect, replyPrivately } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'
import { startConversation } from './start-conversation.ts'
import { matchAnswers } from './match-answers.ts'

/** Runs the text after `/docgen`, or a mention in a channel, where no picker can be opened. */
export async function runSlashCommand(interaction: Interaction, text: string): Promise<void> {
  if (!mayAsk(interaction)) return replyPrivately(interaction, interaction.texts.members_only)
  const command = parseSlashCommand(text)
  switch (command.kind) {
    case 'picker':
      return invite(interaction, interaction.texts.picker_intro)
    case 'help':
      return replyPrivately(
        interaction,
        helpMessage(hasRole(interaction.person.caller, 'author'), interaction.texts, interaction.deps.support_url),
      )
    case 'list':
      return sendTemplates(interaction)
    case 'drafts':
      return sendDrafts(interaction)
    case 'start': {
      const template = await findTemplate(interaction, command.template)
      if (template === undefined) return
      const filled = matchAnswers(interaction, template, command.given)
      const begun = await startConversation(interaction, template, filled.answers)
      if (typeof begun === 'string') return replyPrivately(interaction, begun)
      const unread =
        command.unread.length === 0 ? [] : [interaction.texts.not_read({ words: cut(command.unread.join(' '), 120) })]
      const count = Object.keys(filled.answers).length
      const understood = count === 0 ? [] : [interaction.texts.understood({ count })]
      const notes = [...understood, ...filled.notes, ...unread]
      // In the direct messages the conversation itself comes next.
      if (notes.length > 0 || !isDirect(interaction))
        await replyPrivately(interaction, startedMessage(begun.template, begun.url, notes, interaction.texts))
    }
  }
}

/** Finds the template by its id or name. If there is none, replies with the nearest ones. */
async function findTemplate(interaction: Interaction, written: string): Promise<TemplateView | undefined> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = interaction
  const exact = /^[a-z0-9-]{1,60}$/.test(written.toLowerCase())
    ? await tryCommand(() => getTemplate(app, written.toLowerCase(), caller))
    : undefined
  if (exact !== undefined && 'done' in exact && exact.done.state === 'published') return exact.done
  const { all } = await listPublishedTemplates(interaction)
  const found = await listPublishedTemplates(interaction, written)
  const near = findNearest([...new Map([...found.all, ...all].map((one) => [one.id, one])).values()], written)
  const match = matchNamed(
    near.map(({ id, name }) => ({ name: id, label: name })),
    written,
  )
  const one = match !== 'none' && 'one' in match ? match.one.name : undefined
  const named = one === undefined ? undefined : await tryCommand(() => getTemplate(app, one, caller))
  if (named !== undefined && 'done' in named) return named.done
  await replyPrivately(interaction, unknownTemplateMessage(cut(written, 80), near, texts))
  return undefined
}
