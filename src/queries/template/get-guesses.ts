/** How often the guessed kinds of a template failed: by question, without any value. For its author. */
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { hasRole, type Caller } from '../../domain/kernel/access.ts'
import type { Kind, Question } from '../../domain/questions/question.ts'
import { latestVersion } from '../../domain/template/template.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import { loadForEditing, type GetTemplateDeps } from './get-template.ts'

/** One question whose kind is a guess. */
export interface GuessRow {
  /** Its name; `items.due` for a field of a list, the list's name for the items of a list of plain values. */
  readonly question: string
  readonly label: string
  /** The guess. */
  readonly kind: Kind
  /** How often it was answered; a changed answer counts again. */
  readonly answers: number
  /** How many of these are words that were taken as they were written. */
  readonly as_written: number
}

/** The answered guesses of the latest version, in interview order. Throws `Refused`: `not_found`, `forbidden`. */
export async function getGuesses(
  deps: GetTemplateDeps & { readonly readDatabase: ReadDatabase },
  id: string,
  caller: Caller,
): Promise<{ readonly data: readonly GuessRow[] }> {
  if (!hasRole(caller, 'author'))
    return unwrap(fail('forbidden', 'Only an author sees how the guesses of a template fared.', { role: 'author' }))
  const { state } = await loadForEditing(deps, id, caller)
  const counted = await deps.readDatabase.db
    .selectFrom('guesses')
    .select(['question', 'answers', 'as_written'])
    .where('tenant', '=', caller.tenant)
    .where('template_id', '=', id)
    .execute()
  const counts = new Map(counted.map((row) => [row.question, row]))
  const data = guessesIn(latestVersion(state)?.questions ?? []).flatMap(({ question, ...guess }) => {
    const row = counts.get(question)
    return row === undefined ? [] : [{ question, ...guess, answers: row.answers, as_written: row.as_written }]
  })
  return { data }
}

function guessesIn(questions: readonly Question[], within = ''): Pick<GuessRow, 'question' | 'label' | 'kind'>[] {
  return questions.flatMap(({ name, label, kind, guessed, fields = [] }) => {
    const question = addressOfField(within, name)
    return [...(guessed === true ? [{ question, label, kind }] : []), ...guessesIn(fields, question)]
  })
}

/** The address of a question whatever the list item. */
export const addressOfField = (within: string, name: string): string =>
  name === '.' ? within : within === '' ? name : `${within}.${name}`
