/** The form for one question of a draft. */
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import type { InteractionBody } from '../../payloads.ts'
import { questionModal, type QuestionForm } from '../../views/authoring/question-modal.ts'
import { flattenQuestions } from '../../views/authoring/path-question.ts'
import { openModal, replyTooLate } from '../interaction/modals.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** Opens the form for the question at an index. */
export async function openQuestionForm(
  interaction: Interaction,
  body: InteractionBody,
  id: string,
  at: number,
  through: boolean,
): Promise<void> {
  const build = async () => {
    const template = await getTemplate(interaction.deps.app, id, interaction.person.caller)
    return buildQuestionForm(interaction, template, { at, through, message: interaction.location })
  }
  return openModal(interaction, body, interaction.texts.go_through, build, replyTooLate(interaction))
}

/** The form for one question, or undefined when there is none at that number. */
export function buildQuestionForm(
  { texts }: Interaction,
  template: TemplateView,
  { at, through, message: shown }: Pick<QuestionForm, 'at' | 'through' | 'message'>,
) {
  const all = flattenQuestions(template.questions)
  const one = all[at]
  if (one === undefined) return undefined
  const where = shown === undefined ? {} : { message: { channel: shown.channel, ts: shown.ts } }
  return questionModal(
    one,
    all.length,
    { template: template.id, version: template.version, revision: template.revision, at, through, ...where },
    texts,
  )
}
