/** Plans one conversation: unique answers, and the way in which they are given. */
import type { Random } from '../../tools/slack-simulator/state/random.ts'
import { LAW, LAWS, NOTARY, TEXTS, WITNESS, type Label } from './test-bed.ts'

/**
 * `questionnaire`: the questions in a form. `back`: one answer is given again. `edited`: a sent message is changed.
 * `change`: an answer is changed in the review. `delegate`: a colleague answers one question.
 * `skip`: what may be skipped is.
 */
export const WAYS = ['typed', 'clicked', 'form', 'back', 'edited', 'change', 'skip', 'delegate'] as const
export type Way = (typeof WAYS)[number]

export interface ConversationPlan {
  readonly key: string
  readonly way: Way
  /** The first answer to each question, as typed or clicked; empty for a skipped one. */
  readonly answers: Readonly<Record<Label, string>>
  /** The question that the way is about. */
  readonly question: Label
  /** The changed answer, for ways that change one. */
  readonly new_answer: string
}

const TEXT_LABELS = Object.values(TEXTS)

export function planConversation(key: string, random: Random): ConversationPlan {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random.next() * all.length)] as T
  const own = (what: string): string => `${key} ${what} ${random.word(6)}`
  const way = random.next() < 0.06 ? 'delegate' : pick(WAYS.filter((one) => one !== 'delegate'))
  const says = {
    ...Object.fromEntries(Object.entries(TEXTS).map(([name, label]) => [label, own(name)])),
    [LAW]: pick(LAWS),
    [NOTARY]: pick(['Yes', 'No']),
    [WITNESS]: way === 'skip' ? '' : own('witness'),
  } as Record<Label, string>
  // The last question is none to come back from, or to hand on.
  return { key, way, answers: says, question: pick(TEXT_LABELS.slice(0, 3)), new_answer: own('instead') }
}

/** In wire form, as the service's API shows it. */
export const wireValue = (label: Label, said: string): string | boolean | null =>
  label === NOTARY ? said === 'Yes' : said === '' ? null : said
