/** The open questions that others delegated to the caller, latest first. */
import { actorsOf, isCaller, type Caller } from '../../domain/kernel/access.ts'
import { Refused } from '../../domain/kernel/errors.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { LoadGenerationDeps } from '../../storage/load-generation.ts'
import { getHandedRest, type HandedRest } from './handing/get-handed-rest.ts'
import { getDelegatedQuestion, type DelegatedQuestion } from './get-delegated-question.ts'

/** Older ones are left out even if they are still open. */
const MAX_QUESTIONS = 100

/** Questions, and rests of conversations. */
export interface HandedToMe {
  readonly questions: readonly DelegatedQuestion[]
  readonly rests: readonly HandedRest[]
}

/** The read model has what was delegated in open conversations; each of these knows whether it still is. */
export async function listDelegatedToMe(
  deps: LoadGenerationDeps & { readonly readDatabase: ReadDatabase },
  caller: Caller,
): Promise<HandedToMe> {
  const rows = await deps.readDatabase.db
    .selectFrom('delegated')
    .select(['id', 'name'])
    .where('tenant', '=', caller.tenant)
    .where('delegate', 'in', actorsOf(caller))
    .orderBy('at', 'desc')
    .limit(MAX_QUESTIONS)
    .execute()
  const questions: DelegatedQuestion[] = []
  const rests: HandedRest[] = []
  for (const { id, name } of rows) {
    if (name === '') {
      const rest = await getHandedRest(deps, id, caller).catch(undefinedIfNotFound)
      if (rest?.state === 'open') rests.push(rest)
      continue
    }
    const question = await getDelegatedQuestion(deps, id, name, caller).catch(undefinedIfNotFound)
    if (question?.state === 'open' && isCaller(caller, question.to)) questions.push(question)
  }
  return { questions, rests }
}

/** Leaves out erased questions and those of removed list items. */
function undefinedIfNotFound(error: unknown): undefined {
  if (!(error instanceof Refused) || error.error.code !== 'not_found') throw error
}
