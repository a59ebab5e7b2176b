/** Questions as a table: name, kind, label, whether required, and when they are asked. */
import type { Question } from '../../../../domain/questions/question.ts'
import type { Printer } from '../terminal/printer.ts'
import { safeLine } from '../terminal/terminal-text.ts'

export function questionLines(printer: Printer, questions: readonly Question[]): string[] {
  if (questions.length === 0) return ['It asks nothing: the document is the same every time.']
  const rows = questionTree(questions).map(({ question, depth }) => {
    const { name, kind, label, required } = question
    return [
      `${'  '.repeat(depth)}${safeLine(name)}`,
      kind,
      safeLine(label),
      required ? 'yes' : 'no',
      whenText(question),
    ]
  })
  return printer.table(['Name', 'Kind', 'Label', 'Required', 'Asked'], rows)
}

/** All questions with the fields of lists after them. */
export function questionTree(
  questions: readonly Question[],
  depth = 0,
): { readonly question: Question; readonly depth: number }[] {
  return questions.flatMap((question) => [{ question, depth }, ...questionTree(question.fields ?? [], depth + 1)])
}

/** `if has_lawyer and not is_company, or if is_urgent`. */
function whenText({ when }: Question): string {
  if (when.length === 0) return 'always'
  return when
    .map((all) => `if ${all.map(({ section, is }) => `${is ? '' : 'not '}${safeLine(section)}`).join(' and ')}`)
    .join(', or ')
}
