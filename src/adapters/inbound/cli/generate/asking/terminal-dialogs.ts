/** What is asked beside the questions of a template: which answer to change, the review, a conflict, yes or no. */
import { styleText } from 'node:util'
import { autocomplete, confirm, log, select } from '@clack/prompts'
import type { GenerationView } from '../../../../../queries/generation/generation-view.ts'
import { tableLines } from '../../terminal/table.ts'
import { safeLine, shorten, wrap } from '../../terminal/terminal-text.ts'
import type { Asker } from './asker.ts'
import { MANY_CHOICES, requireChoice } from './choice-widget.ts'
import { reviewRows, summaryLine } from './review.ts'
import { BAR_COLUMNS, type TerminalScreen } from './terminal-screen.ts'

type Dialogs = Pick<Asker, 'choose' | 'confirm' | 'pickAnswer' | 'review' | 'resolveConflict'>

export function createTerminalDialogs({ streams, textColumns, say, dim, answerOrEscape }: TerminalScreen): Dialogs {
  async function choose(
    message: string,
    choices: readonly { readonly value: string; readonly label: string }[],
  ): Promise<string | undefined> {
    const options = choices.map(({ value, label }) => ({
      value,
      label: shorten(safeLine(label), textColumns() - BAR_COLUMNS),
    }))
    if (options.length > MANY_CHOICES)
      return answerOrEscape(autocomplete({ ...streams, message, options, maxItems: 10, validate: requireChoice }))
    return answerOrEscape(select({ ...streams, message, options, maxItems: 15 }))
  }

  return {
    choose,
    confirm: async (message, preset) =>
      (await answerOrEscape(
        confirm({ ...streams, message: wrap(message, textColumns()).join('\n'), initialValue: preset }),
      )) ?? false,
    async pickAnswer(answers) {
      if (answers.length === 0) {
        say('Nothing is answered yet.')
        return undefined
      }
      return choose(
        'Which answer?',
        answers.map((answer) => ({ value: answer.name, label: summaryLine(answer) })),
      )
    },
    async review(generation: GenerationView) {
      const { head, body } = tableLines(['Question', 'Answer'], reviewRows(generation.review ?? []), textColumns())
      log.step([styleText('bold', 'Please look everything over'), '', dim(head), ...body].join('\n'), {
        output: streams.output,
      })
      const choice = await answerOrEscape(
        select<'confirm' | 'edit' | 'leave' | 'cancel'>({
          ...streams,
          message: 'Shall I make the document?',
          options: [
            { value: 'confirm', label: 'Yes, make it' },
            { value: 'edit', label: 'Change an answer' },
            { value: 'leave', label: 'Stop here and go on later' },
            { value: 'cancel', label: 'Cancel this document' },
          ],
        }),
      )
      return choice ?? 'edit'
    },
    async resolveConflict({ label, yours, theirs }) {
      const choice = await answerOrEscape(
        select<'yours' | 'theirs'>({
          ...streams,
          message: wrap(`“${safeLine(label)}” was answered meanwhile. Which answer counts?`, textColumns()).join('\n'),
          options: [
            { value: 'yours', label: `Yours: ${safeLine(yours)}` },
            { value: 'theirs', label: `The other one: ${safeLine(theirs)}` },
          ],
        }),
      )
      return choice ?? 'theirs'
    },
  }
}
