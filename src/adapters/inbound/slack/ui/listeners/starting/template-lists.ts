/** The templates that a person can start, or has used recently. */
import { listGenerations } from '../../../../../../queries/generation/list-generations.ts'
import { listTemplates } from '../../../../../../queries/template/list-templates.ts'
import type { PublishedTemplates } from '../../views/starting/template-choice.ts'
import type { Interaction } from '../interaction/interaction.ts'

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

/** The ids of the templates that the person used recently, without duplicates. */
export async function recentTemplateIds({ deps: { app }, person: { caller } }: Interaction): Promise<string[]> {
  const { data } = await listGenerations(app, { requester: 'me', limit: 30 }, caller)
  return [...new Set(data.map(({ template_id }) => template_id))]
}
