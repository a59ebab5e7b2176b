/**
 * Asks on a terminal, one question at a time, with a widget for each kind. Esc opens a menu (back, change, skip, help,
 * later, cancel); in a text field `<` goes back and `?` helps. Refused answers stay in their field, with the reason
 * under it.
 */
import { styleText } from 'node:util'
import {
  autocomplete,
  autocompleteMultiselect,
  confirm,
  isCancel,
  log,
  multiline,
  multiselect,
  select,
  text,
  S_BAR,
} from '@clack/prompts'
import type { GenerationView } from '../../../../queries/generation/present-generation.ts'
import type { CliEnvironment } from '../environment.ts'
import { readPicture } from '../commands/picture.ts'
import { columnsOf } from '../terminal/printer.ts'
import { tableLines } from '../terminal/table.ts'
import { safeLine, safeText, shorten, wrap } from '../terminal/terminal-text.ts'
import {
  InputEnded,
  type Prompt,
  type Asker,
  type ItemSummary,
  type ListReply,
  type Reply,
  type SubmitAnswer,
} from './asker.ts'
import { reviewRows, summaryLine } from './review.ts'
import { showWorking } from './working.ts'
import { acceptedText, helpText, presetOf, titleText } from './question-texts.ts'

type Environment = Pick<CliEnvironment, 'stdin' | 'stderr' | 'cwd' | 'env'>

/** From so many choices on, typing a few letters is faster than walking down. */
const MANY_CHOICES = 12
/** The bar at the left of everything. */
const BAR_COLUMNS = 3
const LEFT_OUT = '\u0000left out'

export function createTerminalAsker(environment: Environment): Asker {
  const { stdin, stderr } = environment
  const streams = { input: stdin, output: stderr }
  const textColumns = () => columnsOf(stderr) - BAR_COLUMNS - 1
  const keys = watchKeys(stdin)
  const say = (message: string) => log.message(wrap(safeText(message), textColumns()), { output: stderr })

  /** What a prompt gave; Ctrl+C ends the conversation, Esc is undefined. */
  async function answerOrEscape<T>(prompt: Promise<T>): Promise<Exclude<T, symbol> | undefined> {
    const value = await prompt
    if (!isCancel(value)) return value as Exclude<T, symbol>
    if (keys.last() === '\u0003') throw new InputEnded('interrupt')
    return undefined
  }

  const dim = (message: string) => styleText('dim', message)

  /** The question, how far we are, and the author's help, line by line; `keys` are those that do more than answer. */
  function heading(asked: Prompt, keys = 'Esc for more'): string[] {
    const [first = '', ...rest] = wrap(titleText(asked), textColumns())
    const help = asked.question.help === undefined ? [] : wrap(safeText(asked.question.help), textColumns())
    return [
      styleText('bold', first),
      ...rest.map((line) => styleText('bold', line)),
      dim(`${asked.progress} · ${keys}`),
      ...help.map(dim),
    ]
  }

  /** Text fields do not put the bar before the lines of their message, the other widgets do. */
  const withBar = (lines: readonly string[]) => lines.join(`\n${styleText('gray', S_BAR)}  `)

  /** What stands under a text field, after its corner. */
  const underField = (message: string) =>
    wrap(safeText(message), textColumns() - BAR_COLUMNS).join(`\n${' '.repeat(BAR_COLUMNS)}`)

  async function ask(asked: Prompt, submit: SubmitAnswer): Promise<Reply> {
    switch (asked.question.kind) {
      case 'yes_no':
      case 'one_of':
      case 'some_of':
        return askChoice(asked, submit)
      default:
        return askText(asked, submit)
    }
  }

  async function askText(asked: Prompt, submit: SubmitAnswer): Promise<Reply> {
    const { question } = asked
    const preset = presetOf(asked)
    let move: Reply | undefined
    let readings: readonly string[] | undefined
    const field = question.kind === 'long_text' ? multiline : text
    const keysHint = question.kind === 'long_text' ? 'Enter twice to go on, Esc for more' : 'Esc for more'
    const answer = await answerOrEscape(
      field({
        ...streams,
        message: withBar(heading(asked, keysHint)),
        placeholder: placeholderFor(asked),
        ...(typeof preset === 'string' ? { initialValue: preset } : {}),
        validate: async (written = '') => {
          const typed = written.trim()
          if (typed === '?') return underField(helpText(asked))
          move = typed === '<' ? 'back' : typed === '' && !question.required ? 'skip' : undefined
          if (move !== undefined) return undefined
          const value =
            question.kind === 'image'
              ? await pictureFrom(typed)
              : { value: written.replace(/^(\s*)\\(?=[<?]\s*$)/, '$1') }
          if ('refusal' in value) return underField(value.refusal.message)
          const refusal = await submit(value.value)
          readings = refusal?.readings
          return refusal === undefined || readings !== undefined ? undefined : underField(refusal.message)
        },
      }),
    )
    if (answer === undefined) return menu(asked, submit)
    if (readings !== undefined) return askWhich(asked, readings, submit)
    return move ?? 'answered'
  }

  const pictureFrom = async (typed: string) =>
    typed === ''
      ? { refusal: { message: 'Type the file name of a PNG or JPEG picture.' } }
      : readPicture(environment, typed)

  function placeholderFor(asked: Prompt): string {
    const accepted = acceptedText(asked)
    return accepted.length < textColumns() - 2 ? accepted : ''
  }

  /** What was written could mean several things: one of them, or to be written again. */
  async function askWhich(asked: Prompt, readings: readonly string[], submit: SubmitAnswer): Promise<Reply> {
    const choices = readings.map((value) => ({ value, label: safeLine(value) }))
    const reading = await answerOrEscape(
      select({
        ...streams,
        message: 'That could mean two things. Which one?',
        options: [...choices, { value: '', label: 'Write it again' }],
      }),
    )
    if (reading === undefined || reading === '') return ask(asked, submit)
    const refusal = await submit(reading)
    if (refusal === undefined) return 'answered'
    say(refusal.message)
    return ask(asked, submit)
  }

  async function askChoice(asked: Prompt, submit: SubmitAnswer): Promise<Reply> {
    const chosen = await answerOrEscape(widgetFor(asked))
    if (chosen === undefined) return menu(asked, submit)
    if (chosen === LEFT_OUT) return 'skip'
    const refusal = await submit(chosen)
    if (refusal === undefined) return 'answered'
    say(refusal.message)
    return ask(asked, submit)
  }

  function widgetFor(asked: Prompt): Promise<unknown> {
    const { question } = asked
    const preset = presetOf(asked)
    const message = heading(asked).join('\n')
    const options = (question.choices ?? []).map(({ value, label }) => ({ value, label: safeLine(label) }))
    const many = options.length > MANY_CHOICES
    if (question.kind === 'some_of') {
      const initialValues = Array.isArray(preset) ? [...(preset as readonly string[])] : []
      const shared = { ...streams, message, options, initialValues, required: question.required }
      return many ? autocompleteMultiselect({ ...shared, message: withBar(message.split('\n')) }) : multiselect(shared)
    }
    if (question.kind === 'yes_no' && question.required)
      return confirm({ ...streams, message, initialValue: preset !== false })
    const all: { value: string | boolean; label: string }[] =
      question.kind === 'yes_no'
        ? [
            { value: true, label: 'Yes' },
            { value: false, label: 'No' },
          ]
        : options
    const withLeftOut = question.required ? all : [...all, { value: LEFT_OUT, label: '– leave it out –' }]
    const shared = {
      ...streams,
      message,
      options: withLeftOut,
      ...(preset === undefined ? {} : { initialValue: preset as string | boolean }),
    }
    return many
      ? autocomplete({ ...shared, message: withBar(message.split('\n')), maxItems: 10, validate: requireChoice })
      : select({ ...shared, maxItems: 15 })
  }

  async function askList(asked: Prompt, items: readonly ItemSummary[], submit: SubmitAnswer): Promise<ListReply> {
    const message = heading(asked).join('\n')
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
    if (choice === undefined) return { type: 'move', move: await menu(asked, submit, true) }
    const item = await answerOrEscape(
      select({
        ...streams,
        message: 'Which one?',
        options: items.map(({ item: value, ordinal, shown }) => ({ value, label: `${ordinal}. ${safeLine(shown)}` })),
      }),
    )
    return item === undefined ? askList(asked, items, submit) : { type: 'remove', item }
  }

  /** What Esc offers. To go on asks again: a list by itself (`answered` changes nothing), a question here. */
  async function menu(asked: Prompt, submit: SubmitAnswer, list = false): Promise<Reply> {
    const { question } = asked
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
    if (choice === 'help') say(helpText(asked))
    if (choice !== undefined && choice !== 'on' && choice !== 'help') return choice
    return list ? 'answered' : ask(asked, submit)
  }

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
    say: say,
    ask,
    askList,
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
        output: stderr,
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
    showProgress: (message, done, task) => showWorking(stderr, message, done, task),
  }
}

/** Enter where the search finds nothing. */
const requireChoice = (value: unknown): string | undefined =>
  value === undefined ? 'None of the choices is called so. Type less.' : undefined

/** Remembers the last key, to tell Ctrl+C from Esc: the prompts call both a cancellation. */
function watchKeys(stdin: Environment['stdin']): { last(): string | undefined } {
  let last: string | undefined
  stdin.on('keypress', (_text: string | undefined, key: { readonly sequence?: string } | undefined) => {
    last = key?.sequence
  })
  return { last: () => last }
}
