import type { AnswerView, GenerationView } from '../../../../../queries/generation/generation-view.ts'
import type { CliEnvironment } from '../../environment.ts'
import { readPicture } from '../../commands/picture.ts'
import type { Reading } from '../../../../../answers/refusal.ts'
import { columnsOf } from '../../terminal/printer.ts'
import { tableLines } from '../../terminal/table.ts'
import { safeLine, safeText, wrap } from '../../terminal/terminal-text.ts'
import type { Prompt, Asker, ItemSummary, ListReply, Refusal, Reply, SubmitAnswer } from './asker.ts'
import type { LineReader } from './lines.ts'
import { reviewRows, summaryLine } from './review.ts'
import { acceptedText, helpText, presetAnswer, readingLabel, titleText } from './question-texts.ts'
import { YES, NO, parseNavigation, unescapeLine, presetText } from './line-syntax.ts'

type Environment = Pick<CliEnvironment, 'stderr' | 'cwd' | 'env'>

export function createLineAsker(environment: Environment, lines: LineReader): Asker {
  const { stderr } = environment
  const write = (text: string) => stderr.write(`${wrap(text, columnsOf(stderr)).join('\n')}\n`)

  async function ask(prompt: Prompt, submit: SubmitAnswer): Promise<Reply> {
    const preset = presetAnswer(prompt)
    const offered = preset === undefined ? '' : ` [${presetText(preset)}]`
    write(`(${prompt.progress}) ${titleText(prompt)} – ${acceptedText(prompt)}${offered}`)
    if (prompt.question.help !== undefined) write(`  ${safeText(prompt.question.help)}`)
    for (const [index, { label }] of (prompt.question.choices ?? []).entries())
      write(`  ${prompt.numbered ? `${index + 1}.` : '-'} ${safeLine(label)}`)
    for (;;) {
      const line = await readAnswerLine(prompt)
      const move = parseNavigation(line)
      if (move === 'help') write(helpText(prompt))
      else if (move !== undefined) return move
      else if (line.trim() === '' && preset === undefined && !prompt.question.required) return 'skip'
      else {
        const refusal = await submitValue(
          prompt,
          line.trim() === '' && preset !== undefined ? preset : unescapeLine(line),
          submit,
        )
        if (refusal === undefined) return 'answered'
        write(safeText(refusal.message))
        if (refusal.readings !== undefined && (await settled(refusal.readings, submit))) return 'answered'
      }
    }
  }

  /** Whether one of the readings of an unclear answer was picked and taken. */
  async function settled(readings: readonly Reading[], submit: SubmitAnswer): Promise<boolean> {
    const choices = readings.map((reading, index) => ({ value: String(index + 1), label: readingLabel(reading) }))
    const picked = await choose('Which one? Type its number, or nothing to write it again.', choices)
    const reading = readings[Number(picked) - 1]
    if (reading === undefined) return false
    const refusal = await submit(reading.wire, 'wire')
    if (refusal !== undefined) write(safeText(refusal.message))
    return refusal === undefined
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
      const move = parseNavigation(line)
      const remove = /^-(\d{1,4})$/.exec(line)?.[1]
      const item = items.find(({ ordinal }) => ordinal === Number(remove))
      if (move === 'help') write(helpText(prompt))
      else if (move !== undefined) return { type: 'move', move }
      else if (item !== undefined) return { type: 'remove', item: item.item }
      else if (YES.test(line)) return { type: 'add' }
      else if (line === '' || NO.test(line)) return { type: 'close' }
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
      if (YES.test(line)) return true
      if (NO.test(line)) return false
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
      const choice = choices[Number(line) - 1] ?? choices.find(({ value }) => value === line)
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
        const answer = answers[Number(line) - 1]
        if (answer !== undefined) return { edit: answer.name }
        if (YES.test(line)) return 'confirm'
        if (NO.test(line)) return 'leave'
        if (line === '!' || line === '<') return 'edit'
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
