/**
 * Asks on a terminal, one question at a time, with a widget for each kind. Esc opens a menu (back, change, skip, help,
 * later, cancel); in a text field `<` goes back and `?` helps. Refused answers stay in their field, with the reason
 * under it.
 */
import { multiline, select, text } from '@clack/prompts'
import type { Reading } from '../../../../../answers/refusal.ts'
import { isAsWritten } from '../../../../../domain/questions/answer.ts'
import type { CliEnvironment } from '../../environment.ts'
import { readPicture } from '../../commands/picture.ts'
import { safeLine } from '../../terminal/terminal-text.ts'
import type { Asker, ItemSummary, ListReply, Prompt, Refusal, Reply, SubmitAnswer } from './asker.ts'
import { LEFT_OUT, showChoices } from './choice-widget.ts'
import { readLine } from './line-syntax.ts'
import { presetAnswer, presetData, typedPreset } from './preset.ts'
import { acceptedText, helpText, readingLabel } from './question-texts.ts'
import { createTerminalDialogs } from './terminal-dialogs.ts'
import { createTerminalScreen } from './terminal-screen.ts'
import { showWorking } from './working.ts'

/** Asks on the terminal that `stdin` and `stderr` are; pictures are read relative to `cwd`. */
export function createTerminalAsker(environment: Pick<CliEnvironment, 'stdin' | 'stderr' | 'cwd' | 'env'>): Asker {
  const screen = createTerminalScreen(environment)
  const { streams, textColumns, say, answerOrEscape, heading, withBar, underField } = screen

  async function ask(prompt: Prompt, submit: SubmitAnswer): Promise<Reply> {
    const { kind, guessed } = prompt.question
    // Whatever was guessed may also be answered in other words.
    if (guessed === true) return askText(prompt, submit)
    switch (kind) {
      case 'yes_no':
      case 'one_of':
      case 'some_of':
        return askChoice(prompt, submit)
      default:
        return askText(prompt, submit)
    }
  }

  /** `again` is what was written before and is to be changed. */
  async function askText(prompt: Prompt, submit: SubmitAnswer, again?: string): Promise<Reply> {
    const { question } = prompt
    const preset = presetAnswer(prompt)
    const initial = again ?? (typeof preset === 'string' ? typedPreset(preset, prompt) : undefined)
    let move: Reply | undefined
    let unclear: Refusal | undefined
    const field = question.kind === 'long_text' ? multiline : text
    const keysHint = question.kind === 'long_text' ? 'Enter twice to go on, Esc for more' : 'Esc for more'
    const answer = await answerOrEscape(
      field({
        ...streams,
        message: withBar(heading(prompt, keysHint)),
        placeholder: placeholderFor(prompt),
        ...(initial === undefined ? {} : { initialValue: initial }),
        validate: async (written = '') => {
          const line = readLine(written, prompt)
          if ('move' in line && line.move === 'help') return underField(helpText(prompt))
          move =
            'move' in line ? (line.move as Reply) : written.trim() === '' && !question.required ? 'skip' : undefined
          if (move !== undefined) return undefined
          const typed = 'answer' in line ? line.answer : written
          const value = question.kind === 'image' ? await pictureFrom(typed.trim()) : { value: typed }
          if ('refusal' in value) return underField(value.refusal.message)
          // What stood there is data, whatever the locale.
          const isPreset = again === undefined && written === initial
          const refusal = await (isPreset ? submit(presetData(prompt), 'wire') : submit(value.value))
          unclear = refusal?.readings === undefined ? undefined : refusal
          return refusal === undefined || unclear !== undefined ? undefined : underField(refusal.message)
        },
      }),
    )
    if (answer === undefined) return menu(prompt, submit)
    if (unclear !== undefined) return askWhich(prompt, answer, unclear, submit)
    return move ?? 'answered'
  }

  const pictureFrom = async (typed: string) =>
    typed === ''
      ? { refusal: { message: 'Type the file name of a PNG or JPEG picture.' } }
      : readPicture(environment, typed)

  function placeholderFor(prompt: Prompt): string {
    const accepted = acceptedText(prompt)
    return accepted.length < textColumns() - 2 ? accepted : ''
  }

  /** What was written could mean several things: one of them, or to be written again. */
  async function askWhich(
    prompt: Prompt,
    written: string,
    { message, readings = [] }: Refusal,
    submit: SubmitAnswer,
  ): Promise<Reply> {
    const choices = readings.map((reading, index) => ({ value: index, label: safeLine(readingLabel(reading)) }))
    const picked = await answerOrEscape(
      select({
        ...streams,
        message: whichMessage(readings, message),
        options: [...choices, { value: -1, label: 'Write it again' }],
      }),
    )
    const reading = readings[picked ?? -1]
    if (reading === undefined) return askText(prompt, submit, written)
    const refusal = await submit(reading.wire, 'wire')
    if (refusal === undefined) return 'answered'
    say(refusal.message)
    return ask(prompt, submit)
  }

  async function askChoice(prompt: Prompt, submit: SubmitAnswer): Promise<Reply> {
    const chosen = await answerOrEscape(showChoices(screen, prompt))
    if (chosen === undefined) return menu(prompt, submit)
    if (chosen === LEFT_OUT) return 'skip'
    const refusal = await submit(chosen, 'wire')
    if (refusal === undefined) return 'answered'
    say(refusal.message)
    return ask(prompt, submit)
  }

  async function askList(prompt: Prompt, items: readonly ItemSummary[], submit: SubmitAnswer): Promise<ListReply> {
    const message = heading(prompt).join('\n')
    const choice = await answerOrEscape(
      select({
        ...streams,
        message,
        options: [
          { value: 'add', label: items.length === 0 ? 'Add the first one' : 'Add another one' },
          { value: 'close', label: items.length === 0 ? 'There are none' : `That is all (${items.length})` },
          ...(items.length === 0 ? [] : [{ value: 'remove', label: 'Take one away …' }]),
        ],
      }),
    )
    if (choice === 'add' || choice === 'close') return { type: choice }
    if (choice === undefined) return { type: 'move', move: await menu(prompt, submit, true) }
    const item = await answerOrEscape(
      select({
        ...streams,
        message: 'Which one?',
        options: items.map(({ item: value, ordinal, shown }) => ({ value, label: `${ordinal}. ${safeLine(shown)}` })),
      }),
    )
    return item === undefined ? askList(prompt, items, submit) : { type: 'remove', item }
  }

  /** What Esc offers. To go on asks again: a list by itself (`answered` changes nothing), a question here. */
  async function menu(prompt: Prompt, submit: SubmitAnswer, list = false): Promise<Reply> {
    const { question } = prompt
    const choice = await answerOrEscape(
      select<Reply | 'on' | 'help'>({
        ...streams,
        message: 'What would you like?',
        options: [
          { value: 'on', label: 'Go on with this question' },
          { value: 'back', label: 'Back to the question before' },
          { value: 'edit', label: 'Change an earlier answer' },
          ...(question.required || question.kind === 'list'
            ? []
            : [{ value: 'skip' as const, label: 'Leave this one out' }]),
          { value: 'help', label: 'What may I answer?' },
          { value: 'leave', label: 'Stop here and go on later' },
          { value: 'cancel', label: 'Cancel this document' },
        ],
      }),
    )
    if (choice === 'help') say(helpText(prompt))
    if (choice !== undefined && choice !== 'on' && choice !== 'help') return choice
    return list ? 'answered' : ask(prompt, submit)
  }

  return {
    say,
    ask,
    askList,
    ...createTerminalDialogs(screen),
    showProgress: (message, done, task) => showWorking(environment.stderr, message, done, task),
  }
}

/** What is asked of an unclear answer. */
function whichMessage([first, ...others]: readonly Reading[], refused: string): string {
  if (others.length > 0) return 'That could mean two things. Which one?'
  return isAsWritten(first?.wire) ? safeLine(refused) : 'That is unusual. Is it meant?'
}
