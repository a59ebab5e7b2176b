import type { AnswerView, GenerationView } from '../../../../../queries/generation/generation-view.ts'
import type { CliEnvironment } from '../../environment.ts'
import { readPicture } from '../../commands/picture.ts'
import { pickReading } from '../../../../../answers/meaning/pick-reading.ts'
import { readYesOrNo } from '../../../../../answers/meaning/yes-or-no.ts'
import type { Reading } from '../../../../../answers/refusal.ts'
import { columnsOf } from '../../terminal/printer.ts'
import { tableLines } from '../../terminal/table.ts'
import { safeLine, safeText, wrap } from '../../terminal/terminal-text.ts'
import type { Prompt, Asker, ItemSummary, ListReply, Refusal, Reply, SubmitAnswer } from './asker.ts'
import type { LineReader } from './lines.ts'
import { reviewRows, summaryLine } from './review.ts'
import { acceptedText, helpText, languageLines, readingLabel, titleText } from './question-texts.ts'
import { readLine, readListLine, readReviewLine } from './line-syntax.ts'
import { presetAnswer, presetData, presetText } from './preset.ts'

type Environment = Pick<CliEnvironment, 'stderr' | 'cwd' | 'env' | 'locale'>

export function createLineAsker(environment: Environment, lines: LineReader): Asker {
  const { stderr, locale } = environment
  const write = (text: string) => stderr.write(`${wrap(text, columnsOf(stderr)).join('\n')}\n`)

  async function ask(prompt: Prompt, submit: SubmitAnswer): Promise<Reply> {
    const preset = presetAnswer(prompt)
    const offered = preset === undefined ? '' : ` [${presetText(preset, prompt)}]`
    write(`(${prompt.progress}) ${titleText(prompt)} – ${acceptedText(prompt)}${offered}`)
    if (prompt.question.help !== undefined) write(`  ${safeText(prompt.question.help)}`)
    for (const line of languageLines(prompt)) write(`  ${line}`)
    for (const [index, { label }] of (prompt.question.choices ?? []).entries())
      write(`  ${prompt.numbered ? `${index + 1}.` : '-'} ${safeLine(label)}`)
    let readings: readonly Reading[] = []
    for (;;) {
      const written = await readAnswerLine(prompt)
      const picked = pickReading(readings, written, prompt.context.locale)
      const line = picked === undefined ? readLine(written, prompt) : { answer: written }
      if ('move' in line) {
        if (line.move !== 'help') return line.move
        write(helpText(prompt))
        continue
      }
      const isEmpty = written.trim() === ''
      if (isEmpty && preset === undefined && !prompt.question.required) return 'skip'
      // A reading, and what stands there already, are data, whatever the locale.
      const refusal =
        picked !== undefined
          ? await submit(picked.wire, 'wire')
          : isEmpty && preset !== undefined
            ? await submit(presetData(prompt), 'wire')
            : await submitValue(prompt, line.answer, submit)
      if (refusal === undefined) return 'answered'
      write(safeText(refusal.message))
      readings = refusal.readings ?? []
      if (readings.length > 0) offer(readings)
    }
  }

  function offer(readings: readonly Reading[]): void {
    write('Which one? Type its number, or write it again.')
    for (const [index, reading] of readings.entries()) write(`  ${index + 1}. ${safeLine(readingLabel(reading))}`)
  }

  /** A line; a long text goes on in the next one where a line ends with a backslash. */
  async function readAnswerLine({ question }: Prompt): Promise<string> {
    let line = await lines.next()
    while (question.kind === 'long_text' && line.endsWith('\\')) line = `${line.slice(0, -1)}\n${await lines.next()}`
    return line
  }

  async function submitValue(
    { question, current }: Prompt,
    value: unknown,
    submit: SubmitAnswer,
  ): Promise<Refusal | undefined> {
    if (question.kind !== 'image' || typeof value !== 'string') return submit(value)
    if (value.trim() === '' && current !== undefined) return submit(current.value)
    const picture = await readPicture(environment, value)
    return 'refusal' in picture ? picture.refusal : submit(picture.value)
  }

  async function askList(prompt: Prompt, items: readonly ItemSummary[], submit: SubmitAnswer): Promise<ListReply> {
    const count = prompt.question.items ?? items.length
    for (;;) {
      write(
        `(${prompt.progress}) ${titleText(prompt)} – ${count === 0 ? 'none yet' : `${count} so far`}. ` +
          `Add ${count === 0 ? 'one' : 'another'}? ` +
          `(yes, no${count === 0 ? '' : ', -2 takes the second away'}, or all as a JSON array)`,
      )
      const line = (await lines.next()).trim()
      const reply = readListLine(line, prompt)
      const remove = /^-(\d{1,4})$/.exec(line)?.[1]
      const item = items.find(({ ordinal }) => ordinal === Number(remove))
      if (item !== undefined) return { type: 'remove', item: item.item }
      else if (reply === 'help') write(helpText(prompt))
      else if (reply !== undefined) return reply
      else {
        const refusal = await submitJson(line, submit)
        if (refusal === undefined) return { type: 'move', move: 'answered' }
        write(safeText(refusal.message))
      }
    }
  }

  async function confirm(text: string, preset: boolean): Promise<boolean> {
    for (;;) {
      write(`${text} (yes or no) [${preset ? 'yes' : 'no'}]`)
      const line = (await lines.next()).trim()
      if (line === '') return preset
      const said = readYesOrNo(line, locale)
      if (said !== undefined) return said
    }
  }

  async function choose(
    text: string,
    choices: readonly { readonly value: string; readonly label: string }[],
  ): Promise<string | undefined> {
    write(text)
    for (const [index, { label }] of choices.entries()) write(`  ${index + 1}. ${safeLine(label)}`)
    for (;;) {
      const line = (await lines.next()).trim()
      if (line === '') return undefined
      const choice =
        choices[Number(line) - 1] ??
        choices.find(({ value, label }) => value === line || label.toLowerCase() === line.toLowerCase())
      if (choice !== undefined) return choice.value
      write(`Type a number from 1 to ${choices.length}, or nothing.`)
    }
  }

  return {
    say: write,
    ask,
    askList,
    confirm,
    choose,
    pickAnswer: (answers: readonly AnswerView[]) =>
      choose(
        'Which answer?',
        answers.map((answer) => ({ value: answer.name, label: summaryLine(answer) })),
      ),
    async review(generation: GenerationView) {
      const answers = generation.review ?? []
      const { head, body } = tableLines(
        ['', 'Question', 'Answer'],
        reviewRows(answers).map((row, index) => [String(index + 1), ...row]),
        columnsOf(stderr),
      )
      stderr.write(`${[head, ...body].join('\n')}\n`)
      for (;;) {
        write('Make the document? (yes; the number of an answer to change it; no to leave it for later)')
        const line = (await lines.next()).trim()
        const choice = readReviewLine(line, answers, { now: generation.updated_at, zone: generation.zone, locale })
        if (choice !== undefined) return choice
      }
    },
    async resolveConflict({ label, yours, theirs }) {
      const text = `“${safeLine(label)}” was answered meanwhile. Which answer counts?`
      const choice = await choose(text, [
        { value: 'yours', label: `Yours: ${yours}` },
        { value: 'theirs', label: `The other one: ${theirs}` },
      ])
      return choice === 'yours' ? 'yours' : 'theirs'
    },
    async showProgress(text, done, task) {
      write(text)
      const result = await task
      write(done)
      return result
    },
  }
}

async function submitJson(line: string, submit: SubmitAnswer): Promise<Refusal | undefined> {
  try {
    return await submit(JSON.parse(line) as unknown)
  } catch (error) {
    if (error instanceof SyntaxError) return { message: 'Say yes or no, or give all items as a JSON array.' }
    throw error
  }
}
