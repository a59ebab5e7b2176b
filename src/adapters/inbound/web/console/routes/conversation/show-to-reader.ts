/** A generation for somebody who may read it and not change it. */
import type { App } from '../../../../../../ports/app.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import type { GenerationWithQuestions } from '../../../../../../storage/load-generation.ts'
import type { ConsoleSession, Html } from '../../env.ts'
import { othersGenerationPage } from '../../views/pages/others/others-generation-page.ts'

export async function showToReader(app: App, session: ConsoleSession, shown: GenerationWithQuestions): Promise<Html> {
  const generation = presentGeneration(shown)
  const names = await app.people.namesOf([generation.requester])
  return othersGenerationPage(session, generation, names.get(generation.requester) ?? 'Somebody else')
}
