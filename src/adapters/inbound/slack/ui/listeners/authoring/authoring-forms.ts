/** Submitted forms of a template: its name, and its questions one after the other. */
import { refineQuestions } from '../../../../../../commands/template/refine-questions.ts'
import { parseChoices } from '../../../../../../answers/parsing/choice-lines.ts'
import { hasChoices } from '../../../../../../domain/questions/kind-rules.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import { KINDS } from '../../../../../../domain/questions/question.ts'
import { refinementSchema, type Refinement } from '../../../../../../domain/questions/refinement/refinement.ts'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import type { SlackView } from '../../payloads.ts'
import { fieldId, type QuestionField, type QuestionForm } from '../../views/authoring/question-modal.ts'
import { flattenQuestions, type PathQuestion } from '../../views/authoring/path-question.ts'
import { cut } from '../../views/elements/text.ts'
import { fetchFile, registerTemplateFile } from './template-file.ts'
import { buildQuestionForm } from './question-form.ts'
import { updateDraftMessage } from './draft-replies.ts'
import type { SubmissionResponse } from '../submissions/submission-response.ts'
import { tryCommand, commandRequestOf } from '../interaction/run-command.ts'
import { type Interaction } from '../interaction/interaction.ts'

/** Registers the template file under the submitted name. */
export async function onNameSubmitted(
  interaction: Interaction,
  view: SlackView,
  metadata: { readonly file: string; readonly at?: Interaction['location'] },
): Promise<SubmissionResponse> {
  const name = view.state?.values?.['name']?.['dg_value']?.value?.trim() ?? ''
  const file = await fetchFile(interaction, metadata.file)
  if (file === undefined) return { response_action: 'errors', errors: { name: interaction.texts.file_gone } }
  await registerTemplateFile({ ...interaction, location: metadata.at }, file, name)
  return { response_action: 'clear' }
}

/** Saves the submitted question and opens the next one. */
export async function onQuestionSubmitted(
  interaction: Interaction,
  view: SlackView,
  form: QuestionForm,
): Promise<SubmissionResponse> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = interaction
  const template = await tryCommand(() => getTemplate(app, form.template, caller))
  const one = 'done' in template ? flattenQuestions(template.done.questions)[form.at] : undefined
  if ('refused' in template || one === undefined) return errorAt(one, 'label', texts.question_changed)
  // The form's index counts the questions of the version that it was opened for.
  if (template.done.version !== form.version) return errorAt(one, 'label', texts.question_changed)
  const refinement = refinementFrom(one, view)
  const parsed = refinementSchema.safeParse(refinement)
  if (!parsed.success) {
    const field = fieldOfIssue(parsed.error.issues[0]?.path)
    return errorAt(one, field, field === 'choices' ? texts.question_choices_hint : texts.question_too_long)
  }
  const command = { id: form.template, refinements: [nestRefinement(one.path, parsed.data)], draft: true }
  const request = {
    ...commandRequestOf(interaction, 'refine', [form.template, refinement]),
    if_revision: form.revision,
  }
  const refined = await tryCommand(() => refineQuestions(app, command, request))
  if ('refused' in refined) return errorAt(one, fieldOfError(refined.refused), refined.refused.message)
  await updateDraftMessage(interaction, form.template, form.message)
  const now = await getTemplate(app, form.template, caller)
  const next = form.through ? buildQuestionForm(interaction, now, { ...form, at: form.at + 1 }) : undefined
  return next === undefined ? { response_action: 'clear' } : { response_action: 'update', view: next }
}

function refinementFrom({ path, question }: PathQuestion, view: SlackView): object {
  const state = (field: QuestionField) => view.state?.values?.[fieldId(field, path)]?.['dg_value']
  const kind = KINDS.find((one) => one === state('kind')?.selected_option?.value) ?? question.kind
  const help = state('help')?.value?.trim() ?? ''
  const choosing = hasChoices(kind)
  const choices = state('choices') === undefined ? question.choices : parseChoices(state('choices')?.value ?? '')
  const changed = kind !== question.kind
  return {
    name: question.name,
    kind,
    // A kind that was left as it was guessed stays a guess.
    ...(question.guessed === true ? { guessed: true } : {}),
    label: state('label')?.value ?? question.label,
    help: help === '' ? null : help,
    required: state('required')?.selected_option?.value !== 'no',
    ...(question.kind === 'list' ? {} : { choices: choosing ? choices : null }),
    // Settings of the old kind do not fit the new one.
    ...(changed ? { default: null, limits: null, format: null } : {}),
  }
}

/** Wraps the refinement of a list's field into one of the list. */
const nestRefinement = (path: readonly string[], refinement: Refinement): Refinement =>
  path.slice(0, -1).reduceRight<Refinement>((inner, name) => ({ name, fields: [inner] }), refinement)

const FIELDS: readonly QuestionField[] = ['label', 'kind', 'help', 'choices', 'required']
const fieldOfIssue = (path: readonly PropertyKey[] | undefined): QuestionField =>
  FIELDS.find((field) => field === path?.[0]) ?? 'label'
const fieldOfError = ({ details }: DomainError): QuestionField =>
  FIELDS.find((field) => (typeof details?.['field'] === 'string' ? details['field'] : '').split('.').includes(field)) ??
  'kind'

const errorAt = (one: PathQuestion | undefined, field: QuestionField, words: string): SubmissionResponse =>
  one === undefined
    ? { response_action: 'clear' }
    : { response_action: 'errors', errors: { [fieldId(field, one.path)]: cut(words === '' ? '–' : words, 300) } }
