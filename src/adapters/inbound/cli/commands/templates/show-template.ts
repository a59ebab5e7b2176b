/** Prints one template with its questions, and how its guesses fared. */
import { countText } from '../../../../../domain/kernel/count-text.ts'
import { languageName } from '../../../../../domain/template/language.ts'
import type { GuessRow } from '../../../../../queries/template/get-guesses.ts'
import type { TemplateView } from '../../../../../queries/template/present-template.ts'
import { waitingTimesText } from '../../../../../queries/template/waiting-times-text.ts'
import type { Printer } from '../../terminal/printer.ts'
import { questionLines, questionTree } from '../question-lines.ts'
import { safeLine } from '../../terminal/terminal-text.ts'

/** Prints the template; `headline` replaces the line with its name and state. */
export function showTemplate(printer: Printer, template: TemplateView, headline?: string): void {
  const { id, name, format, state, version, published_version, questions, notes } = template
  const published =
    published_version === version || published_version === null ? '' : `, published: ${published_version}`
  const about =
    headline ?? `${printer.style('bold', safeLine(name))} (${id}), ${format}, ${state}, version ${version}${published}`
  const looks = notes.map(({ message }) => `${printer.style('yellow', 'Look at this:')} ${safeLine(message)}`)
  printer.result(template, () => [
    about,
    languageText(template),
    waitingTimesText(template),
    ...convertedLine(template),
    '',
    ...questionLines(printer, questions),
    ...(looks.length === 0 ? [] : ['', ...looks]),
    ...countLine(template),
  ])
}

/** In which language its documents are, and who says so. */
function languageText({ language, language_from }: TemplateView): string {
  if (language === null) return 'Documents are in the language of the service, else of whoever asks for them.'
  const from = language_from === 'file' ? ', as the file says' : ''
  return `Documents are in ${languageName(language)} (${language})${from}.`
}

/** The template's file is not the one that was uploaded. */
function convertedLine({ versions }: TemplateView): string[] {
  const converted = versions.at(-1)?.converted ?? undefined
  if (converted === undefined) return []
  const how =
    converted.from === 'markdown'
      ? 'Word made from the Markdown'
      : `Converted from ${converted.from}, ${converted.tags} ${converted.tags === 1 ? 'tag' : 'tags'} rewritten,`
  return [`${how} in “${safeLine(converted.file_name)}”, which is kept.`]
}

const countLine = ({ questions }: TemplateView): string[] => [
  '',
  `${countText(questionTree(questions).length, 'question')}. Nobody is asked more than the answers need.`,
]

/** Prints how the guessed kinds of a template fared. */
export function showGuesses(printer: Printer, guesses: { readonly data: readonly GuessRow[] }): void {
  const failed = guesses.data.filter(({ as_written }) => as_written > 0)
  printer.result(guesses, () =>
    failed.length === 0
      ? ['Every answer was of the kind that was guessed.']
      : printer.table(
          ['Question', 'Guess', 'Label', 'As written', 'Answers'],
          failed.map(({ question, kind, label, as_written, answers }) => [
            safeLine(question),
            kind,
            safeLine(label),
            String(as_written),
            String(answers),
          ]),
        ),
  )
}
