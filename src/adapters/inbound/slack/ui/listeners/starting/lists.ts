/** A person's conversations and templates: what is open, what was made lately, what can be begun. */
import type { Phase } from '../../../../../../domain/generation/generation.ts'
import { listGenerations, type ListedGeneration } from '../../../../../../queries/generation/list-generations.ts'
import { listTemplates } from '../../../../../../queries/template/list-templates.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import type { HomeConversation } from '../../views/app-home.ts'
import { draftsMessage } from '../../views/conversation-list.ts'
import { templateListMessage, type TemplateRow } from '../../views/starting.ts'
import { openConversation, type ConversationAccess } from '../questions.ts'
import { bestEffort, directMessageChannel, replyEphemeral, type Interaction } from '../interaction.ts'

export interface OpenConversation {
  readonly access: ConversationAccess
  readonly template: string
  /** The question that is asked. */
  readonly question: string
  readonly url: string | undefined
}

/**
 * The threads of the person's direct messages that wait for them, questions from colleagues included; the newest first.
 */
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
        url: await threadUrl(interaction, generation),
      })
      continue
    }
    const handed = [...access.state.delegations].find(([, { to, open: waits }]) => waits && to === person.caller.actor)
    const question = handed === undefined ? undefined : await access.question(handed[0])
    if (question !== undefined)
      open.push({ access, template: interaction.texts.delegate_one, question: question.label, url: undefined })
  }
  return open
}

/** Where a conversation stands; undefined for one that is not held in Slack, or while Slack does not say. */
export async function threadUrl(interaction: Interaction, generation: string): Promise<string | undefined> {
  const thread = await interaction.deps.threadOf(generation)
  if (thread === undefined || thread.team !== interaction.team) return undefined
  const found = await bestEffort(interaction, () =>
    interaction.client.chat.getPermalink({ channel: thread.channel, message_ts: thread.thread_ts }),
  )
  return found?.permalink
}

const OPEN: readonly Phase[] = ['asking', 'reviewing']

/** Open conversations, the newest first. */
export async function listDrafts(interaction: Interaction, limit: number): Promise<HomeConversation[]> {
  const lists = await Promise.all(
    OPEN.map((state) =>
      listGenerations(
        interaction.deps.app,
        { state, requester: interaction.person.caller.actor, limit },
        interaction.person.caller,
      ),
    ),
  )
  const rows = lists.flatMap(({ data }) => data).sort((a, b) => (a.requested_at < b.requested_at ? 1 : -1))
  return Promise.all(rows.slice(0, limit).map((row) => conversationRow(interaction, row, row.requested_at)))
}

/** Documents of late, the newest first. */
export async function listRecent(interaction: Interaction, limit: number): Promise<HomeConversation[]> {
  const { data } = await listGenerations(
    interaction.deps.app,
    { requester: interaction.person.caller.actor, limit: 50 },
    interaction.person.caller,
  )
  const made = data.filter(
    ({ state }) => state === 'delivered' || state === 'rendered' || state === 'confirmed' || state === 'failed',
  )
  return Promise.all(
    made
      .slice(0, limit)
      .map((row) => conversationRow(interaction, row, row.rendered_at ?? row.confirmed_at ?? row.requested_at)),
  )
}

async function conversationRow(interaction: Interaction, row: ListedGeneration, at: string): Promise<HomeConversation> {
  const url = row.surface === 'slack' ? await threadUrl(interaction, row.id) : undefined
  return {
    id: row.id,
    template_name: row.template_name ?? row.template_id,
    state: row.state as Phase,
    at,
    url,
    in_slack: row.surface === 'slack',
  }
}

export interface PublishedTemplates {
  readonly all: readonly TemplateRow[]
  readonly total: number
}

/** The published templates, by name. */
export async function listPublishedTemplates(
  { deps: { app }, person: { caller } }: Interaction,
  search = '',
  limit = 100,
): Promise<PublishedTemplates> {
  const { data, pagination } = await listTemplates(
    app,
    { state: 'published', limit, ...(search === '' ? {} : { search: search.slice(0, 200) }) },
    caller,
  )
  return { all: data.map(({ id, name, question_count }) => ({ id, name, question_count })), total: pagination.total }
}

/** The ids of the templates that the person used lately, each once. */
export async function recentTemplateIds({ deps: { app }, person: { caller } }: Interaction): Promise<string[]> {
  const { data } = await listGenerations(app, { requester: caller.actor, limit: 30 }, caller)
  return [...new Set(data.map(({ template_id }) => template_id))]
}

export async function sendTemplates(interaction: Interaction): Promise<void> {
  const { all, total } = await listPublishedTemplates(interaction, '', 40)
  await replyEphemeral(interaction, templateListMessage(all, total, interaction.texts))
}

export async function sendDrafts(interaction: Interaction): Promise<void> {
  await replyEphemeral(
    interaction,
    draftsMessage(await listDrafts(interaction, 20), interaction.person.zone, interaction.texts),
  )
}
