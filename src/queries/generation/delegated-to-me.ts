/** The questions that colleagues have handed to the caller and that wait for an answer; the latest first. */
import type { Caller } from '../../domain/kernel/access.ts'
import { Refused } from '../../domain/kernel/errors.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import { delegatedQuestion, type DelegatedQuestion } from './delegated-question.ts'
import type { GetGenerationDeps } from './get-generation.ts'

/** As far back as is looked: older ones that are still open are beyond what anybody would answer. */
const LOOKED_AT = 100

/** The list says which there ever were, each generation itself whether the question is still open. */
export async function delegatedToMe(
  deps: GetGenerationDeps & { readonly readDatabase: ReadDatabase },
  caller: Caller,
): Promise<readonly DelegatedQuestion[]> {
  const rows = await deps.readDatabase.db
    .selectFrom('delegated')
    .select(['id', 'name'])
    .where('tenant', '=', caller.tenant)
    .where('delegate', '=', caller.actor)
    .orderBy('at', 'desc')
    .limit(LOOKED_AT)
    .execute()
  const questions: DelegatedQuestion[] = []
  for (const { id, name } of rows) {
    const question = await delegatedQuestion(deps, id, name, caller).catch(gone)
    if (question?.state === 'open' && question.to === caller.actor) questions.push(question)
  }
  return questions
}

/** What can no longer be shown (erased, or its item removed) is no question any more. */
function gone(error: unknown): undefined {
  if (!(error instanceof Refused) || error.error.code !== 'not_found') throw error
}
