/** Fits the pictures among the answers that a generation begins with. */
import type { InitialAnswers } from '../../../domain/generation/initial-answers.ts'
import { unwrap } from '../../../domain/kernel/errors.ts'
import type { AnswerValue } from '../../../domain/questions/answer.ts'
import type { TemplateVersion } from '../../../domain/template/template.ts'
import type { CommandRequest } from '../../command-request.ts'
import { fitPictures, type FitPicturesDeps } from '../pictures/fit-pictures.ts'

/** The answers with pictures no larger than their places need. Throws `Refused` as `fitPictures` refuses. */
export async function fitInitialAnswers(
  deps: FitPicturesDeps,
  { template_id, version }: { readonly template_id: string; readonly version: TemplateVersion },
  values: readonly (readonly [name: string, value: AnswerValue])[],
  { tenant, actor }: CommandRequest['context'],
): Promise<InitialAnswers['answers']> {
  const questions = new Map(version.questions.map((question) => [question.name, question]))
  const fitted: InitialAnswers['answers'][number][] = []
  for (const [name, given] of values) {
    const question = questions.get(name)
    const value =
      question === undefined
        ? given
        : unwrap(await fitPictures(deps, question, given, { tenant, template_id, version, actor }))
    fitted.push({ name, value, copied: false })
  }
  return fitted
}
