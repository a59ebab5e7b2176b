/**
 * Many people answer at once in one workspace of a strict Slack, on a clock that stands still while anybody works. What
 * Slack refused for its pace, and how long messages that were answered kept their buttons.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { elementsOf } from '../../../tools/slack-simulator/state/element-state.ts'
import { createManualClock } from '../../../tools/slack-simulator/state/clock.ts'
import type { Person } from '../../../tools/slack-simulator/driver/person-actions.ts'
import { toSeenMessage, type SeenMessage } from '../../../tools/slack-simulator/driver/seen-message.ts'
import { manualJobs } from '../../doubles/manual-jobs.ts'
import { docgenInSlack } from '../services/docgen-in-slack.ts'

/** How many people answer how many questions. */
export interface Rush {
  readonly people: number
  readonly questions: number
}

/** What became of them. */
export interface RushOutcome {
  /** Calls that Slack refused for their pace, by method. */
  readonly refused: readonly string[]
  readonly updates: number
  readonly documents: number
  /** Messages with other buttons than “Edit”, in the end. */
  readonly alive: readonly string[]
  /** The longest time that an answered message kept its buttons, and how long all took, in simulated seconds. */
  readonly longest_s: number
  readonly seconds: number
  /** Questions that were typed and had no buttons, of all that were typed. */
  readonly without_buttons: number
  readonly typed: number
}

/** Small enough for the windows of Slack's pace. */
const STEP_MS = 250
/** What people take to answer: from four to eight seconds. */
const thinks = (person: number, question: number): number => 4000 + ((person * 7 + question * 13) % 20) * 200

const isChoice = (question: number): boolean => question % 5 === 2 || question % 5 === 4

/** All of them begin at once, and answer until they have their documents. */
export async function rush({ people, questions }: Rush): Promise<RushOutcome> {
  const clock = createManualClock()
  const jobs = manualJobs(clock)
  const docgen = await docgenInSlack({
    simulator: { clock },
    clock: { now: () => new Date(clock.now()).toISOString() },
    time: { jobs, sleep: (ms) => new Promise((resolve) => void clock.after(Math.max(1, ms), resolve)) },
  })
  const numbers = Array.from({ length: questions }, (_, index) => index)
  await docgen.template(
    'Survey',
    numbers.map((n) => `{{q${n}}}`).join('\n\n'),
    numbers.map((n) => ({ name: `q${n}`, label: labelOf(n), kind: isChoice(n) ? 'yes_no' : 'text' }) as const),
  )
  await docgen.settled()
  /** Until nothing happens any more: neither calls nor jobs nor events. */
  const quiet = async (): Promise<void> => {
    for (let before = '', same = 0; same < 3;) {
      await pause(10)
      const now = `${docgen.slack.calls().length} ${jobs.steps()} ${String(await docgen.app.log.head())}`
      same = now === before ? same + 1 : 0
      before = now
    }
    await docgen.settled()
  }
  const { state } = docgen.acme
  const begun = clock.now()
  const all = Array.from({ length: people }, (_, index) => ({
    index,
    person: docgen.acme.person(`person${index}`),
    at: 0,
    seen: undefined as SeenMessage | undefined,
    due: 0,
  }))
  const answered: { readonly who: Person; readonly message: SeenMessage; readonly at: number; gone?: number }[] = []
  let [typed, without_buttons] = [0, 0]
  const liveButtons = (channel: string, ts: string): string[] =>
    elementsOf(state.channels.get(channel)?.byTs.get(ts)?.blocks)
      .map(({ element }) => String(element['action_id']))
      .filter((id) => id !== 'dg_edit')
  const find = ({ id }: Person, text: string): SeenMessage | undefined => {
    const channel = [...state.channels.values()].find(({ kind, members }) => kind === 'im' && members.has(id))
    const message = channel?.messages.findLast((each) => each.botId !== undefined && each.text.includes(text))
    return channel && message && toSeenMessage(state, channel, message)
  }

  await Promise.all(all.map(({ person }) => person.command('/docgen', 'survey')))
  const finished = new Set<number>()
  for (let steps = 0; finished.size < people || answered.some(({ gone }) => gone === undefined); steps++) {
    if (steps > 5000) break
    const now = clock.now()
    for (const one of answered)
      if (one.gone === undefined && liveButtons(one.message.channel, one.message.ts).length === 0) one.gone = now
    await Promise.all(
      all.map(async (one) => {
        const { person, index } = one
        if (finished.has(index)) return
        if (one.seen === undefined) {
          one.seen = find(person, one.at === questions ? 'Look it over' : labelOf(one.at))
          if (one.seen !== undefined) one.due = now + thinks(index, one.at)
        }
        if (one.seen === undefined || one.due > now) return
        const message = one.seen
        one.seen = undefined
        answered.push({ who: person, message, at: now })
        if (one.at === questions) {
          finished.add(index)
          await person.click('Make the document', { on: message })
          return
        }
        const question = one.at++
        if (isChoice(question) && index % 5 > 0) {
          await person.click('Yes', { on: message })
          return
        }
        if (!isChoice(question)) {
          typed += 1
          if (message.buttons.length === 0) without_buttons += 1
        }
        await person.say(isChoice(question) ? 'yes' : `Answer ${question}`, { thread: message.threadTs ?? message.ts })
      }),
    )
    await quiet()
    clock.pass(STEP_MS)
  }
  for (let more = 0; more < 30; more++) {
    clock.pass(STEP_MS)
    await quiet()
  }
  const outcome: RushOutcome = {
    refused: docgen.slack.calls().flatMap(({ method, error }) => (error === 'ratelimited' ? [method] : [])),
    updates: docgen.slack.calls('chat.update').length,
    documents: state.files.size,
    alive: answered.flatMap(({ message }) => liveButtons(message.channel, message.ts)),
    longest_s: Math.max(...answered.map(({ at, gone = Number.POSITIVE_INFINITY }) => (gone - at) / 1000)),
    seconds: (clock.now() - begun) / 1000,
    without_buttons,
    typed,
  }
  await docgen.close()
  return outcome
}

const labelOf = (n: number): string => `Question number ${String(n + 1).padStart(2, '0')}`
