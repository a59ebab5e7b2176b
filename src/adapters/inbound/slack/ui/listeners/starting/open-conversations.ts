/** The conversations that wait for a person, and links to their threads. */
import { isCaller } from '../../../../../../domain/kernel/access.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import { openConversation, type ConversationAccess } from '../conversation/conversation-access.ts'
import { bestEffort, directMessageChannel } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** A conversation that waits for the person. */
export interface OpenConversation {
  readonly access: ConversationAccess
  readonly template: string
  /** The label of the current question. */
  readonly question: string
  /** The current question; undefined in the review. */
  readonly asked: QuestionView | undefined
  readonly url: string | undefined
}

/** The conversations in the person's direct messages that wait for them, delegated questions included; newest first. */
export async function listOpenConversations(interaction: Interaction): Promise<readonly OpenConversation[]> {
  const { deps, team, person } = interaction
  const channel = await directMessageChannel(interaction)
  if (channel === undefined) return []
  const generations = new Set((await deps.threadsIn(team, channel)).map(({ generation }) => generation))
  const open: OpenConversation[] = []
  for (const generation of generations) {
    const access = await openConversation(interaction, generation)
    if (access === undefined || (access.state.phase !== 'asking' && access.state.phase !== 'reviewing')) continue
    if (access.full !== undefined) {
      const { question, template_name } = presentGeneration(access.full)
      open.push({
        access,
        template: template_name,
        question: question?.label ?? interaction.texts.review_title,
        asked: question ?? undefined,
        url: await threadUrl(interaction, generation),
      })
      continue
    }
    const handed = [...access.state.delegations].find(([, { to, open: waits }]) => waits && isCaller(person.caller, to))
    const question = handed === undefined ? undefined : await access.question(handed[0])
    if (question !== undefined)
      open.push({
        access,
        template: interaction.texts.delegate_one,
        question: question.label,
        asked: question,
        url: undefined,
      })
  }
  return open
}

/** The link to a conversation's thread; while there is none, to the direct messages, where it begins. */
export async function conversationUrl(interaction: Interaction, generation: string): Promise<string | undefined> {
  const url = await threadUrl(interaction, generation)
  if (url !== undefined) return url
  const channel = await directMessageChannel(interaction)
  return channel === undefined ? undefined : directMessagesUrl(interaction.team, channel)
}

/** Opens a channel in Slack. https://docs.slack.dev/interactivity/deep-linking */
export const directMessagesUrl = (team: string, channel: string): string =>
  `https://slack.com/app_redirect?team=${team}&channel=${channel}`

/** The link to a conversation's thread; undefined outside of Slack, or while Slack is unreachable. */
export async function threadUrl(interaction: Interaction, generation: string): Promise<string | undefined> {
  const thread = await interaction.deps.threadOf(generation)
  if (thread === undefined || thread.team !== interaction.team) return undefined
  const found = await bestEffort(interaction, () =>
    interaction.client.chat.getPermalink({ channel: thread.channel, message_ts: thread.thread_ts }),
  )
  return found?.permalink
}
