/** What the stories of Slack have in common: a service for all of a file, and what became of a conversation. */
import { afterAll, beforeAll } from 'vitest'
import type { Caller } from '../../../src/domain/kernel/access.ts'
import { loadGeneration } from '../../../src/queries/generation/get-generation.ts'
import { listGenerations } from '../../../src/queries/generation/list-generations.ts'
import { presentGeneration } from '../../../src/queries/generation/present-generation.ts'
import { closeWithoutTrouble, docgenInSlack, type DocgenInSlack } from '../services/docgen-in-slack.ts'

/**
 * Opens the service before the first story of the file, and gives it to `begin`, which makes the templates. After the
 * last one nothing may have gone wrong.
 */
export function tellStories(
  begin: (docgen: DocgenInSlack) => Promise<void> | void,
  options: Parameters<typeof docgenInSlack>[0] = {},
): void {
  let docgen: DocgenInSlack
  beforeAll(async () => {
    docgen = await docgenInSlack(options)
    await begin(docgen)
  })
  afterAll(() => closeWithoutTrouble(docgen))
}

/** The wire values of the newest conversation of a template. */
export async function valuesOf(docgen: DocgenInSlack, template_id: string): Promise<Record<string, unknown>> {
  const caller: Caller = { actor: 'key:auditor', tenant: 'default', roles: ['auditor', 'admin'] }
  await docgen.settled()
  const { data } = await listGenerations(docgen.app, { template_id, page: 1, limit: 1 }, caller)
  const { id, requester } = data[0]!
  const own: Caller = { actor: requester, tenant: 'default', roles: ['requester'] }
  const { answers } = presentGeneration(await loadGeneration(docgen.app, id, own))
  return Object.fromEntries(Object.values(answers).map(({ name, value }) => [name, value]))
}
