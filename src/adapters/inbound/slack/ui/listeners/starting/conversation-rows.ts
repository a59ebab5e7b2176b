/** A person’s drafts and recent documents, as rows of a list. */
import type { Phase } from '../../../../../../domain/generation/generation.ts'
import { listGenerations, type ListedGeneration } from '../../../../../../queries/generation/list-generations.ts'
import type { HomeConversation } from '../../views/app-home.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { threadUrl } from './open-conversations.ts'

const OPEN: readonly Phase[] = ['asking', 'reviewing']

/** Open conversations, newest first. */
export async function listDrafts(interaction: Interaction, limit: number): Promise<HomeConversation[]> {
  const lists = await Promise.all(
    OPEN.map((state) =>
      listGenerations(interaction.deps.app, { state, requester: 'me', limit }, interaction.person.caller),
    ),
  )
  const rows = lists.flatMap(({ data }) => data).sort((a, b) => (a.requested_at < b.requested_at ? 1 : -1))
  return Promise.all(rows.slice(0, limit).map((row) => conversationRow(interaction, row, row.requested_at)))
}

/** Recent documents, newest first. */
export async function listRecent(interaction: Interaction, limit: number): Promise<HomeConversation[]> {
  const { data } = await listGenerations(
    interaction.deps.app,
    { requester: 'me', limit: 50 },
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
