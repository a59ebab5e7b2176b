/** One conversation from the command to the document, as a person would hold it: patient, but not blind. */
import type { Person } from '../../tools/slack-simulator/driver/person-actions.ts'
import type { SeenMessage } from '../../tools/slack-simulator/driver/seen-message.ts'
import { reloadMessage, findNewestPrompt, listReplies, listRootMessages, type PendingPrompt } from './thread.ts'
import { retryOnWarning, Lock, pollUntil } from './retry.ts'
import type { ConversationPlan } from './plan.ts'
import type { Counts } from './counts.ts'
import { LAW, NOTARY, type Label } from './test-bed.ts'

/** Somebody with one screen: one form is open at a time, and one conversation is begun at a time. */
export interface Somebody {
  readonly person: Person
  readonly screen: Lock
}

export const somebody = (person: Person): Somebody => ({ person, screen: new Lock() })

export interface Conversation {
  readonly plan: ConversationPlan
  readonly who: Somebody
  /** `ts` of its first message. */
  root: string
  /** What the answers must be in the end. */
  readonly said: Map<Label, string>
  /** How often each question may have been asked. */
  readonly may_ask: Map<Label, number>
  document: SeenMessage | undefined
}

interface Parts {
  readonly template: string
  readonly colleague: Somebody
  readonly tally: Counts
}

const OPENS_MS = 8000

/** Throws when something does not come that should. */
export async function converse(
  who: Somebody,
  plan: ConversationPlan,
  parts: Parts,
  conversation: Conversation,
): Promise<void> {
  const { person } = who
  const { tally } = parts
  conversation.root = await begin(who, parts)
  tally.begun++
  let after = conversation.root
  let detours = 1
  for (;;) {
    const asked = await next(person, conversation.root, after)
    after = asked.seen.ts
    if (asked.kind === 'document') {
      conversation.document = asked.seen
      tally.ended++
      tally.ways[plan.way] = (tally.ways[plan.way] ?? 0) + 1
      return
    }
    if (asked.kind === 'unsure') {
      await click(who, parts, 'Send it again', asked.seen)
      continue
    }
    if (asked.kind === 'ended') throw new Error(`It ended without a document: ${asked.seen.text}`)
    const taken = detours > 0 ? await detour(asked, conversation, parts) : undefined
    if (taken !== undefined) {
      detours--
      after = taken
    } else if (asked.kind === 'question') await answer(asked, conversation, parts)
    else await click(who, parts, 'Make the document', asked.seen)
  }
}

const next = (person: Person, root: string, after: string): Promise<PendingPrompt> =>
  person.waitUntil('what comes next', () => findNewestPrompt(person, root, after))

async function begin({ person, screen }: Somebody, { template, tally }: Parts): Promise<string> {
  return screen.run(async () => {
    const before = listRootMessages(person).at(-1)?.ts ?? ''
    const begun = (): string | undefined => listRootMessages(person).find(({ ts }) => ts > before)?.ts
    const signs = await retryOnWarning(
      () => person.command('/docgen', template),
      () => begun() !== undefined,
      4000,
    )
    tally.unanswered_commands += signs
    tally.warning_signs += signs
    return person.waitUntil('the conversation to begin', begun)
  })
}

async function answer(
  { label, seen }: Extract<PendingPrompt, { kind: 'question' }>,
  { plan, who, said }: Conversation,
  parts: Parts,
): Promise<SeenMessage | undefined> {
  const value = said.get(label) ?? plan.answers[label]
  said.set(label, value)
  if ((label === LAW || label === NOTARY) && plan.way !== 'typed') {
    await click(who, parts, value, seen)
    return undefined
  }
  const skips = value === ''
  if (skips && isOdd(plan) && seen.buttons.includes('Skip')) {
    await click(who, parts, 'Skip', seen)
    return undefined
  }
  parts.tally.typed++
  return who.person.say(skips ? 'skip' : value, { thread: seen })
}

/**
 * What can be done by a button or by a word is done by this half of the conversations with a button, where the question
 * has one: in a rush those that are typed have none.
 */
const isOdd = ({ key }: ConversationPlan): boolean => Number(key.at(-1)) % 2 === 1

/** Clicks until there is no warning sign, or the button is gone; gives how many signs there were. */
async function click(
  { person }: Somebody,
  { tally }: Parts,
  button: string,
  on: SeenMessage,
  beside?: string,
): Promise<number> {
  tally.clicked++
  const isGone = (): boolean => reloadMessage(person, on)?.buttons.includes(button) !== true
  // The conversation may have gone on between looking and clicking.
  if (isGone()) return 0
  const signs = await retryOnWarning(
    () => person.click(button, { on, ...(beside === undefined ? {} : { beside }) }),
    isGone,
  )
  tally.warning_signs += signs
  return signs
}

// ---- the ways that are not straight: each gives the `ts` after which it goes on; undefined when it is not the moment

type Taken = Promise<string | undefined>

async function detour(asked: PendingPrompt, conversation: Conversation, parts: Parts): Taken {
  const {
    plan: { way, question: about },
    said,
  } = conversation
  switch (way) {
    case 'form':
      return asked.kind === 'question' ? byForm(asked.seen, asked.label, conversation, parts) : undefined
    case 'back':
      return asked.kind === 'question' && [...said.keys()].at(-1) === about
        ? goBack(asked.seen, asked.label, conversation, parts)
        : undefined
    case 'edited':
      return asked.kind === 'question' && asked.label === about ? editMessage(asked, conversation, parts) : undefined
    case 'change':
      return asked.kind === 'review' ? change(asked.seen, conversation, parts) : undefined
    case 'delegate':
      return asked.kind === 'question' && asked.label === about ? delegate(asked, conversation, parts) : undefined
    case 'typed':
    case 'clicked':
    case 'skip':
      return undefined
  }
}

/** Opens a form by an act; true once it is there, false also when it has become needless. */
async function opens(
  { person }: Somebody,
  parts: Parts,
  act: () => Promise<unknown>,
  shows: RegExp,
  isNeedless = (): boolean => false,
): Promise<boolean> {
  for (let tries = 0; tries < 4; tries++) {
    await act()
    const seen = await pollUntil(OPENS_MS, () =>
      shows.test(person.modal() ?? '') ? 'form' : isNeedless() ? 'needless' : undefined,
    )
    if (seen !== undefined) return seen === 'form'
    if (person.modal() !== undefined) await person.close({ all: true }).catch(() => undefined)
  }
  parts.tally.forms_missing++
  return false
}

/**
 * Submits until there is no “trouble connecting”; true when it was taken, false when the app had something against it.
 */
async function submits({ person }: Somebody, { tally }: Parts): Promise<boolean> {
  for (let tries = 0; ; tries++) {
    if (person.modal() === undefined) return true
    tally.submitted++
    const { outcome, ...rest } = await person.submit()
    if (outcome === 'failed') {
      tally.warning_signs++
      if (tries > 40) throw new Error(`A form could not be submitted: ${JSON.stringify(rest)}`)
      await new Promise((resolve) => {
        setTimeout(resolve, 1500)
      })
      continue
    }
    if (person.modal() !== undefined) await person.close({ all: true }).catch(() => undefined)
    return outcome !== 'errors'
  }
}

async function byForm(seen: SeenMessage, first: Label, { plan, who, said }: Conversation, parts: Parts): Taken {
  if (!seen.buttons.includes('Answer several at once')) return undefined
  return who.screen.run(async () => {
    const { person } = who
    if (!(await opens(who, parts, () => click(who, parts, 'Answer several at once', seen), new RegExp(first))))
      return undefined
    const labels = ([first, LAW, NOTARY, plan.question] as const).filter(
      (label, index, all) => all.indexOf(label) === index && !said.has(label),
    )
    await person.fillIn(Object.fromEntries(labels.map((label) => [label, plan.answers[label]])))
    // Answered for certain; what does not get through is asked in the thread, and answered alike.
    for (const label of labels) said.set(label, plan.answers[label])
    await submits(who, parts)
    return seen.ts
  })
}

async function goBack(
  seen: SeenMessage,
  label: Label,
  { plan, who, root, said, may_ask }: Conversation,
  parts: Parts,
): Taken {
  const { person } = who
  // By a click or by a word.
  let signs = 0
  if (isOdd(plan) && seen.buttons.includes('Back')) signs = await click(who, parts, 'Back', seen)
  else {
    parts.tally.typed++
    await person.say('back', { thread: seen })
  }
  for (const one of [plan.question, label]) may_ask.set(one, 2)
  const asked = await next(person, root, seen.ts)
  if (signs > 0 && asked.kind === 'question' && asked.label !== plan.question) {
    // Clicked once more, it went back once more: all is answered again as before.
    for (const one of said.keys()) may_ask.set(one, 2 + signs)
    return seen.ts
  }
  if (asked.kind !== 'question' || asked.label !== plan.question)
    throw new Error(`Back from ${label} leads to: ${asked.seen.text}`)
  said.set(plan.question, plan.new_answer)
  await answer(asked, { plan, who, said } as Conversation, parts)
  return asked.seen.ts
}

/** Answers, and changes the message afterwards. */
async function editMessage(
  asked: Extract<PendingPrompt, { kind: 'question' }>,
  conversation: Conversation,
  parts: Parts,
): Taken {
  const { plan, who, root, said } = conversation
  const { person } = who
  const message = await answer(asked, conversation, parts)
  if (message === undefined) return asked.seen.ts
  await next(person, root, asked.seen.ts)
  await person.edit(message, plan.new_answer)
  const offers = (): SeenMessage | undefined =>
    listReplies(person, root).find(
      ({ text, buttons }) => text.includes(plan.new_answer) && buttons.includes('Yes, change it'),
    )
  await click(who, parts, 'Yes, change it', await person.waitUntil('the change to be offered', offers))
  said.set(plan.question, plan.new_answer)
  return asked.seen.ts
}

/** In a form; where that could not be opened in time, in the thread, where the question is asked again. */
async function change(review: SeenMessage, { plan, who, said, root, may_ask }: Conversation, parts: Parts): Taken {
  const { person, screen } = who
  return screen.run(async () => {
    const edit = async (): Promise<void> => {
      const signs = await click(who, parts, 'Edit', review, plan.question)
      may_ask.set(plan.question, (may_ask.get(plan.question) ?? 1) + 1 + signs)
    }
    const isAsked = (): boolean => findNewestPrompt(person, root, review.ts) !== undefined
    said.set(plan.question, plan.new_answer)
    if (!(await opens(who, parts, edit, new RegExp(plan.question), isAsked))) {
      if (isAsked()) return review.ts
      said.set(plan.question, plan.answers[plan.question])
      return undefined
    }
    await person.fillIn({ [plan.question]: plan.new_answer })
    // Sent twice, it may be there already: then the form says so, or shows both.
    await submits(who, parts)
    await person.waitUntil('the changed answer', () =>
      listReplies(person, root).find(({ text }) => text.includes(plan.new_answer)),
    )
    return review.ts
  })
}

async function delegate(
  { label, seen }: Extract<PendingPrompt, { kind: 'question' }>,
  { plan, who, said }: Conversation,
  parts: Parts,
): Taken {
  const { person, screen } = who
  const { colleague, tally } = parts
  if (seen.buttons.length === 0) return undefined
  const note = `Can you say this? ${plan.key}.`
  const handed = await screen.run(async () => {
    const chooses = async (): Promise<void> => {
      tally.clicked++
      tally.warning_signs += await retryOnWarning(
        () => person.choose('Ask someone else…', 'dg_more', { on: seen }),
        () => person.modal() !== undefined,
      )
    }
    if (!(await opens(who, parts, chooses, /Who can answer this/))) return false
    await person.fillIn({ 'Who can answer this?': colleague.person.user.name, 'A word to them': note })
    await submits(who, parts)
    return true
  })
  if (!handed) return undefined
  said.set(label, plan.answers[label])
  const received = await colleague.person.waitUntil('the question of a colleague', () =>
    colleague.person.messages({ in: 'app' }).find(({ text }) => text.includes(note)),
  )
  tally.typed++
  await colleague.person.say(plan.answers[label], { thread: received })
  return seen.ts
}
