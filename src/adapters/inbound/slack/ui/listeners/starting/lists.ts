/** A person's conversations and templates: what is open, what was made lately, what can be begun. */
import type { Phase } from '../../../../../../domain/generation/generation.ts'
import { listGenerations, type ListedGeneration } from '../../../../../../queries/generation/list-generations.ts'
import { listTemplates } from '../../../../../../queries/template/list-templates.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import type { HomeConversation } from '../../views/app-home.ts'
import { draftsMessage } from '../../views/conversation-list.ts'
import { templateListMessage, type ListedTemplate } from '../../views/starting.ts'
import { see, type Seen } from '../questions.ts'
import { bestEffort, ownChannel, whisper, type Visit } from '../interaction.ts'

export interface OpenConversation {
  readonly seen: Seen
  readonly template: string
  /** The question that is asked. */
  readonly question: string
  readonly url: string | undefined
}

/**
 * The threads of the person's direct messages that wait for them, questions from colleagues included; the newest first.
 */
export async function openConversations(visit: Visit): Promise<readonly OpenConversation[]> {
  const { deps, team, person } = visit
  const channel = await ownChannel(visit)
  if (channel === undefined) return []
  const generations = new Set((await deps.threadsIn(team, channel)).map(({ generation }) => generation))
  const open: OpenConversation[] = []
  for (const generation of generations) {
    const seen = await see(visit, generation)
    if (seen === undefined || (seen.state.phase !== 'asking' && seen.state.phase !== 'reviewing')) continue
    if (seen.shown !== undefined) {
      const { question, template_name } = presentGeneration(seen.shown)
      open.push({
        seen,
        template: template_name,
        question: question?.label ?? visit.texts.review_title,
        url: await threadUrl(visit, generation),
      })
      continue
    }
    const handed = [...seen.state.delegations].find(([, { to, open: waits }]) => waits && to === person.caller.actor)
    const question = handed === undefined ? undefined : await seen.question(handed[0])
    if (question !== undefined)
      open.push({ seen, template: visit.texts.delegate_one, question: question.label, url: undefined })
  }
  return open
}

/** Where a conversation stands; undefined for one that is not held in Slack, or while Slack does not say. */
export async function threadUrl(visit: Visit, generation: string): Promise<string | undefined> {
  const thread = await visit.deps.threadOf(generation)
  if (thread === undefined || thread.team !== visit.team) return undefined
  const found = await bestEffort(visit, () =>
    visit.client.chat.getPermalink({ channel: thread.channel, message_ts: thread.thread_ts }),
  )
  return found?.permalink
}

const OPEN: readonly Phase[] = ['asking', 'reviewing']

/** Open conversations, the newest first. */
export async function draftsOf(visit: Visit, limit: number): Promise<HomeConversation[]> {
  const lists = await Promise.all(
    OPEN.map((state) =>
      listGenerations(visit.deps.app, { state, requester: visit.person.caller.actor, limit }, visit.person.caller),
    ),
  )
  const rows = lists.flatMap(({ data }) => data).sort((a, b) => (a.requested_at < b.requested_at ? 1 : -1))
  return Promise.all(rows.slice(0, limit).map((row) => conversationRow(visit, row, row.requested_at)))
}

/** Documents of late, the newest first. */
export async function recentOf(visit: Visit, limit: number): Promise<HomeConversation[]> {
  const { data } = await listGenerations(
    visit.deps.app,
    { requester: visit.person.caller.actor, limit: 50 },
    visit.person.caller,
  )
  const made = data.filter(
    ({ state }) => state === 'delivered' || state === 'rendered' || state === 'confirmed' || state === 'failed',
  )
  return Promise.all(
    made
      .slice(0, limit)
      .map((row) => conversationRow(visit, row, row.rendered_at ?? row.confirmed_at ?? row.requested_at)),
  )
}

async function conversationRow(visit: Visit, row: ListedGeneration, at: string): Promise<HomeConversation> {
  const url = row.surface === 'slack' ? await threadUrl(visit, row.id) : undefined
  return {
    id: row.id,
    template_name: row.template_name ?? row.template_id,
    state: row.state as Phase,
    at,
    url,
    in_slack: row.surface === 'slack',
  }
}

export interface Templates {
  readonly all: readonly ListedTemplate[]
  readonly total: number
}

/** The published templates, by name. */
export async function templatesOf(
  { deps: { app }, person: { caller } }: Visit,
  search = '',
  limit = 100,
): Promise<Templates> {
  const { data, pagination } = await listTemplates(
    app,
    { state: 'published', limit, ...(search === '' ? {} : { search: search.slice(0, 200) }) },
    caller,
  )
  return { all: data.map(({ id, name, question_count }) => ({ id, name, question_count })), total: pagination.total }
}

/** The ids of the templates that the person used lately, each once. */
export async function usedLately({ deps: { app }, person: { caller } }: Visit): Promise<string[]> {
  const { data } = await listGenerations(app, { requester: caller.actor, limit: 30 }, caller)
  return [...new Set(data.map(({ template_id }) => template_id))]
}

export async function sendTemplates(visit: Visit): Promise<void> {
  const { all, total } = await templatesOf(visit, '', 40)
  await whisper(visit, templateListMessage(all, total, visit.texts))
}

export async function sendDrafts(visit: Visit): Promise<void> {
  await whisper(visit, draftsMessage(await draftsOf(visit, 20), visit.person.zone, visit.texts))
}
