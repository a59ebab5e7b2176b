/**
 * Whole conversations at a place, with everything that goes wrong: the service dies at any step, wake-ups come twice
 * and in any order, the chat limits, loses answers and keeps silent, people answer late, elsewhere, twice, and change
 * their minds. In the end every conversation has ended, every answer stands where it was given, and every post is there
 * once, unless the stream says that nobody could tell.
 */
import { afterAll, expect, test } from 'vitest'
import { v5 as uuidV5 } from 'uuid'
import { fixedInstallationKeys } from '../doubles/fixed-installation-keys.ts'
import { AggregateCache } from '../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryEventStore } from '../doubles/memory-event-store.ts'
import { MemoryTemplateCache } from '../../src/adapters/outbound/memory/memory-template-cache.ts'
import { cancelGeneration } from '../../src/commands/generation/cancel-generation.ts'
import { confirmGeneration } from '../../src/commands/generation/confirm-generation.ts'
import { proposeCorrection, settleCorrection } from '../../src/commands/generation/correct-answer.ts'
import { delegateQuestion } from '../../src/commands/generation/delegate-question.ts'
import { withdrawHandOver } from '../../src/commands/generation/handing/end-hand-over.ts'
import type { CommandDeps } from '../../src/commands/command-deps.ts'
import type { CommittedGeneration } from '../../src/commands/generation/transact-generation.ts'
import { provideAnswer } from '../../src/commands/generation/provide-answer.ts'
import { provideAnswers } from '../../src/commands/generation/provide-answers.ts'
import { reopenQuestion } from '../../src/commands/generation/reopen-question.ts'
import { requestGeneration } from '../../src/commands/generation/beginning/request-generation.ts'
import type { CommandRequest } from '../../src/commands/command-request.ts'
import { retryGeneration } from '../../src/commands/generation/retry-generation.ts'
import { skipQuestion } from '../../src/commands/generation/skip-question.ts'
import type { Role } from '../../src/domain/kernel/access.ts'
import type { AnswerValue } from '../../src/domain/questions/answer.ts'
import { Refused } from '../../src/domain/kernel/errors.ts'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import { undeliveredMessages } from '../../src/domain/generation/generation-process.ts'
import { generationDecider } from '../../src/domain/generation/generation-decider.ts'
import type { Generation } from '../../src/domain/generation/generation.ts'
import { currentSlot } from '../../src/domain/generation/current-question.ts'
import type { ReopenReason } from '../../src/domain/outbox/outbox-events.ts'
import type { Question } from '../../src/domain/questions/question.ts'
import type { NumberedEvent } from '../../src/ports/events/subscriber.ts'
import type { NewGenerationJob, GenerationJobs } from '../../src/ports/generation/generation-jobs.ts'
import { compiledTemplates } from '../../src/storage/compiled-templates.ts'
import { generationProcessManager } from '../../src/processes/generation-process-manager.ts'
import { runGeneration } from '../../src/processes/run-generation.ts'
import { idOf, published, random, Scribe, type Random } from '../support/data/histories.ts'
import { compiler } from '../support/compiler.ts'
import { renderer } from '../support/renderer.ts'
import { Chat, memoryMessenger, type ChatMessage, type Fault } from '../doubles/memory-messenger.ts'
import { Crash, mortal } from '../support/servers/mortal.ts'
import { openEvent, PlainLog } from '../doubles/plain-log.ts'
import { isTrue, question, when, yesNo } from '../support/data/questions.ts'
import { MemoryDocuments, registerTemplate } from '../support/servers/stores.ts'
import { quiet } from '../support/subscriptions.ts'

const QUESTIONS: readonly Question[] = [
  question('party'),
  yesNo('has_lawyer'),
  question('lawyer', { when: when(isTrue('has_lawyer')) }),
  // A wrong guess: words are taken as they are.
  question('city', { kind: 'date', guessed: true }),
  question('note', { required: false }),
]
const TEMPLATE = '{{party}} {{#has_lawyer}}{{lawyer}}{{/has_lawyer}} {{city}} {{note}}'
const ADA = 'person:ada'
const GRACE = 'person:grace'
const ENDED = new Set(['delivered', 'cancelled', 'expired'])

/** Counted over all rounds, to see that everything did happen. */
const seen = new Map<string, number>()
const count = (what: string): unknown => seen.set(what, (seen.get(what) ?? 0) + 1)

/** Nobody is asked by mail here, so that nothing ends and nothing is logged. */
const NOTHING_MAILED = {
  handOvers: { withdraw: async () => [] },
  logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
}

class World {
  readonly chance: Random
  readonly log = new PlainLog(new MemoryEventStore())
  readonly chat = new Chat()
  readonly documents = new MemoryDocuments()
  readonly sealed = new MemoryDocuments()
  readonly scribe = new Scribe(this.log)
  queue: (NewGenerationJob & { attempt: number; active?: boolean })[] = []
  /** What the person has said last, by conversation and question. */
  readonly said = new Map<string, Map<string, AnswerValue | undefined>>()
  readonly messagesSaid: { id: string; name: string; ref: string }[] = []
  now = '2026-11-21T12:00:00.000Z'
  calm = false
  #commands = 0
  #told = 0
  readonly deps: CommandDeps

  constructor(chance: Random) {
    this.chance = chance
    this.deps = {
      log: this.log,
      aggregates: new AggregateCache(this.log),
      documents: this.documents,
      compiler,
      clock: { now: () => this.now },
    }
  }

  async open(ids: readonly string[]): Promise<void> {
    const { scribe } = this
    await registerTemplate(scribe, this.documents, 'deed', TEMPLATE, QUESTIONS)
    await scribe.template('deed', published())
    for (const id of ids) {
      this.said.set(id, new Map())
      await requestGeneration(
        this.deps,
        { id, template_id: 'deed', locale: 'en-US', zone: 'UTC', place: `thread ${id}` },
        this.request(ADA),
      )
    }
  }

  /** The author asks for text instead of the wrong guess. */
  async mend(): Promise<void> {
    const questions = QUESTIONS.map((one) => (one.guessed === true ? question(one.name) : one))
    await this.scribe.template('deed', { type: 'QuestionsRefined', data: { version: 2, questions, notes: [] } })
    await this.scribe.template('deed', published(2))
    count('mended')
  }

  request(actor: string, surface: 'slack' | 'console' = 'slack', role: Role = 'requester'): CommandRequest {
    const command_id = uuidV5(`command ${this.#commands++}`, idOf('commands'))
    return {
      as_colleague: true,
      caller: { actor, tenant: 'default', roles: [role] },
      context: {
        tenant: 'default',
        actor,
        surface,
        command_id,
        request_digest: '',
        correlation_id: command_id,
        causation_id: command_id,
        now: this.now,
      },
    }
  }

  async state(id: string): Promise<Generation> {
    return (await this.deps.aggregates.load(generationDecider, generationStream(id))).state
  }

  /** The process manager takes what is new in the log. */
  async follow(): Promise<void> {
    const enqueue: GenerationJobs['enqueue'] = async (jobs) =>
      void this.queue.push(...jobs.map((job) => ({ ...job, attempt: 1 })))
    const manager = generationProcessManager({ ...this.generationJobs, enqueue })
    const stored = await this.log.store.readAll(String(this.#told), 10_000)
    this.#told += stored.length
    for (const one of stored) {
      const event = openEvent(one) as NumberedEvent
      if (manager.takes(event.event)) await manager.handle([event], undefined as never)
    }
  }

  readonly generationJobs: GenerationJobs = {
    enqueue: async () => {},
    cancelScheduled: async (generations) => {
      this.queue = this.queue.filter(
        ({ generation, at = '', active }) => active === true || at <= this.now || !generations.includes(generation),
      )
    },
    schedule: async (jobs) => {
      for (const job of jobs) {
        const waits = this.queue.some(
          ({ generation, at, active }) =>
            active !== true && generation === job.generation && (at ?? '') <= (job.at ?? ''),
        )
        if (!waits) this.queue.push({ ...job, attempt: 1 })
      }
    },
    work: async () => {},
  }

  /** One wake-up that is due, in a process that may die; it may be handed out again though it was done. */
  async wake(): Promise<boolean> {
    const ready = this.queue.filter(({ at }) => (at ?? '') <= this.now)
    if (ready.length === 0) return false
    const job = this.chance.pick(ready)
    const fatal = this.calm || this.chance.below(3) > 0 ? Infinity : 1 + this.chance.below(60)
    const { guard, step, survived } = mortal(fatal)
    const log = guard<PlainLog>(this.log)
    const messenger = memoryMessenger({ chat: this.chat, now: () => this.now, fault: () => this.fault(), step })
    job.active = true
    try {
      await runGeneration(
        {
          log,
          aggregates: new AggregateCache(log),
          sealedDocuments: guard<MemoryDocuments>(this.sealed),
          renderer: guard(renderer),
          keyRing: fixedInstallationKeys,
          messenger,
          generationJobs: guard(this.generationJobs),
          clock: { now: () => this.now },
          logger: quiet,
          templates: compiledTemplates({
            templateCache: guard(new MemoryTemplateCache()),
            documents: guard<MemoryDocuments>(this.documents),
            compiler,
          }),
        },
        { generation: job.generation, attempt: job.attempt, last: job.attempt >= 5 },
      )
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
    job.active = false
    if (!survived()) {
      count('crash')
      job.attempt++
    } else if (this.calm || this.chance.below(10) > 0) this.queue.splice(this.queue.indexOf(job), 1)
    else count('repeated wake-up')
    return true
  }

  fault(): Fault | undefined {
    const wrong = this.calm
      ? undefined
      : (
          [
            undefined,
            undefined,
            undefined,
            undefined,
            'rate_limit',
            'away',
            'lost_request',
            'lost_answer',
            'blind',
            'refused',
          ] as const
        )[this.chance.below(20)]
    if (wrong !== undefined) count(wrong)
    return wrong
  }

  pass(seconds: number): void {
    this.now = new Date(Date.parse(this.now) + seconds * 1000).toISOString()
  }

  /** A command of a person: perhaps twice; what it says of the answers is remembered when it is accepted. */
  async act(
    what: string,
    id: string,
    answers: Readonly<Record<string, AnswerValue | undefined>>,
    command: () => [(request: CommandRequest) => Promise<CommittedGeneration>, CommandRequest],
  ): Promise<boolean> {
    const [run, request] = command()
    const accepted = await taken(() => run(request))
    count(accepted ? what : `${what} refused`)
    if (!accepted) return false
    for (const [name, value] of Object.entries(answers)) this.said.get(id)?.set(name, value)
    if (this.chance.below(5) === 0) await taken(() => run(request))
    return true
  }
}

/** False when the command is refused for what may happen to anybody. */
async function taken(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run()
    return true
  } catch (error) {
    if (error instanceof Refused && ['conflict', 'unprocessable', 'not_found'].includes(error.error.code)) return false
    throw error
  }
}

const REASONS: readonly ReopenReason[] = ['back', 'help', 'repeat', 'not_understood', 'edit']

/** Something that somebody does who sees the chat. `eager`: what brings the conversation to its end. */
async function doSomething(world: World, id: string, eager: boolean): Promise<void> {
  const { chance, deps } = world
  const state = await world.state(id)
  const messages = world.chat.of(id)
  const asking = messages.filter(
    ({ message, buttons }) =>
      buttons && ['question', 'review', 'waiting', 'correction', 'reminder'].includes(message.about),
  )
  // People also press what is long out of date, before the buttons are gone.
  const under = eager
    ? asking.at(-1)
    : chance.below(6) === 0
      ? messages.length === 0
        ? undefined
        : chance.pick(messages)
      : asking.length === 0
        ? undefined
        : chance.pick(asking)
  const what = eager ? 0 : chance.below(20)
  if (what < 12 && under !== undefined) return answerUnder(world, id, under, eager)
  const current = currentSlot(state, { questions: QUESTIONS })?.address
  if (what < 12 || what === 12) {
    // On the web page.
    if (current === undefined) {
      await world.act('confirm elsewhere', id, {}, () => [
        (request) => confirmGeneration(deps, { id }, request),
        world.request(ADA, 'console'),
      ])
      return
    }
    const value = valueFor(world, current)
    await world.act('answer elsewhere', id, { [current]: value }, () => [
      (request) => provideAnswer(deps, { id, name: current, value }, request),
      world.request(ADA, 'console'),
    ])
  } else if (what === 13) {
    const answers = [
      { name: 'party', value: valueFor(world, 'party') },
      { name: 'has_lawyer', value: true },
      { name: 'lawyer', value: valueFor(world, 'lawyer') },
    ]
    await world.act('several at once', id, Object.fromEntries(answers.map(({ name, value }) => [name, value])), () => [
      (request) => provideAnswers(deps, { id, answers }, request),
      world.request(ADA),
    ])
  } else if (what === 14 || what === 15) {
    const reason = chance.pick(REASONS)
    const name = reason === 'edit' ? chance.pick(QUESTIONS).name : undefined
    await world.act(reason, id, {}, () => [
      (request) =>
        reopenQuestion(
          deps,
          { id, reason, name, ...(reason === 'not_understood' ? { raw: '?', error: 'What?' } : {}) },
          request,
        ),
      world.request(ADA),
    ])
  } else if (what === 16) {
    const { name } = chance.pick(QUESTIONS)
    await world.act('delegate', id, {}, () => [
      (request) => delegateQuestion(deps, { id, to: GRACE, name }, request),
      world.request(ADA),
    ])
  } else if (what === 17) {
    const [name = 'party'] = [...state.delegations.keys()]
    await world.act('withdraw', id, {}, () => [
      (request) => withdrawHandOver({ ...deps, ...NOTHING_MAILED }, { id, question: name }, request),
      world.request(ADA),
    ])
  } else if (what === 18) {
    const ours = world.messagesSaid.filter((one) => one.id === id)
    if (ours.length === 0) return
    const { ref, name } = chance.pick(ours)
    const value = valueFor(world, name)
    await world.act('edit a message', id, {}, () => [
      (request) => proposeCorrection(deps, { id, said_in: ref, value }, request),
      world.request(ADA),
    ])
  } else if (chance.below(15) === 0) {
    await world.act('cancel', id, {}, () => [(request) => cancelGeneration(deps, { id }, request), world.request(ADA)])
  }
}

async function answerUnder(world: World, id: string, { ref, message }: ChatMessage, eager: boolean): Promise<void> {
  const { deps, chance } = world
  const { name, about, to } = message
  const actor = to ?? ADA
  if (about === 'review' || (about === 'reminder' && name === null)) {
    if (!eager && chance.below(3) === 0) return
    const ok = await world.act('confirm', id, {}, () => [
      (request) => confirmGeneration(deps, { id, shown_under: ref, share_to: 'channel' }, request),
      world.request(actor),
    ])
    if (!ok && eager)
      await world.act('repeat', id, {}, () => [
        (request) => reopenQuestion(deps, { id, reason: 'repeat' }, request),
        world.request(actor),
      ])
    return
  }
  if (name === null) return
  if (about === 'correction') {
    const correction = (await world.state(id)).outbox?.corrections.get(name)
    const accept = chance.below(2) === 0
    const changed = accept && correction !== undefined ? { [name]: correction.value as AnswerValue } : {}
    const settled = await world.act('settle a correction', id, changed, () => [
      (request) => settleCorrection(deps, { id, shown_under: ref, name, accept }, request),
      world.request(actor),
    ])
    if (!settled && eager)
      await world.act('repeat', id, {}, () => [
        (request) => reopenQuestion(deps, { id, reason: 'repeat' }, request),
        world.request(ADA),
      ])
    return
  }
  if (!eager && chance.below(12) === 0) {
    await world.act('skip', id, { [name]: undefined }, () => [
      (request) => skipQuestion(deps, { id, shown_under: ref, name }, request),
      world.request(actor),
    ])
    return
  }
  const value = valueFor(world, name)
  const said_in = `said/${world.messagesSaid.length}`
  const given = await world.act(to === undefined ? 'answer' : 'answer of the colleague', id, { [name]: value }, () => [
    (request) => provideAnswer(deps, { id, shown_under: ref, name, value, said_in }, request),
    world.request(actor),
  ])
  if (given) world.messagesSaid.push({ id, name, ref: said_in })
  else if (eager)
    await world.act('repeat', id, {}, () => [
      (request) => reopenQuestion(deps, { id, reason: 'repeat' }, request),
      world.request(ADA),
    ])
}

let words = 0
const valueFor = (world: World, name: string): AnswerValue =>
  name === 'has_lawyer'
    ? world.chance.below(2) === 0
    : name === 'city'
      ? { as_written: `${name} ${++words}` }
      : `${name} ${++words}`

async function round(chance: Random): Promise<World> {
  const world = new World(chance)
  const ids = [idOf('one'), idOf('two'), idOf('three')]
  await world.open(ids)
  for (let step = 0; step < 120; step++) {
    if (step === 60 && chance.below(2) === 0) await world.mend()
    await world.follow()
    if (chance.below(3) > 0) await world.wake()
    else await doSomething(world, chance.pick(ids), false)
    world.pass(chance.below(40) === 0 ? chance.below(200_000) : chance.below(20))
  }
  world.calm = true
  for (let turn = 0; turn < 400; turn++) {
    await world.follow()
    while (await world.wake()) await world.follow()
    const states = await Promise.all(ids.map((id) => world.state(id)))
    if (states.every((state) => ENDED.has(state.phase) && (state.outbox?.pending.size ?? 0) === 0)) return world
    for (const [index, id] of ids.entries()) {
      const state = states[index]!
      if (undeliveredMessages(state).length > 0)
        await world.act('retry', id, {}, () => [
          (request) => retryGeneration(world.deps, { id }, request),
          world.request('key:admin', 'console', 'admin'),
        ])
      else if (!ENDED.has(state.phase)) await doSomething(world, id, true)
    }
    world.pass(60)
  }
  return world
}

async function check(world: World): Promise<void> {
  for (const [id, said] of world.said) {
    const state = await world.state(id)
    const events = (await world.log.read(generationStream(id), 0)).map(({ event, revision }) => ({
      ...event,
      revision,
    }))
    expect(ENDED.has(state.phase), `${id} has ended`).toBe(true)
    const there = new Map([...state.answers.given].map(([name, { value }]) => [name, value]))
    expect(there, 'answers').toEqual(said)

    // Each message in the chat stands in the stream once, and the other way round, unless nobody could tell.
    const uncertain = new Set(
      events.flatMap((event) => (event.type === 'DeliveryUncertain' ? [event.data.post_id] : [])),
    )
    const recorded = events.flatMap(({ data }) =>
      'message' in data && 'post_id' in data && !('reason' in data) ? [data.message] : [],
    )
    const visible = world.chat.of(id).filter(({ message }) => !uncertain.has(message.id))
    expect(new Set(recorded), 'posts in stream and chat').toEqual(new Set(visible.map(({ ref }) => ref)))
    expect(recorded.length, 'each recorded once').toBe(new Set(recorded).size)
    expect(new Set(visible.map(({ message }) => message.id)).size, 'posts once').toBe(visible.length)

    // Nothing is asked twice: between two questions to the person something has happened.
    let moved = 0
    let asked = -1
    for (const event of events) {
      if ('next' in event.data || ['DeliveryUncertain', 'DeliveryFailed', 'DeliveryRetried'].includes(event.type))
        moved = event.revision
      if (
        event.type !== 'QuestionAsked' ||
        event.data.to !== undefined ||
        event.data.about === 'correction' ||
        event.data.shows_revision < moved
      )
        continue
      expect(asked, `asked twice: ${JSON.stringify(events.slice(asked, event.revision + 1))}`).toBeLessThan(moved)
      asked = event.revision
    }
    const files = visible.filter(({ message }) => message.about === 'document').length
    expect(files, 'files').toBe(state.phase === 'delivered' ? 1 : 0)
    expect(
      visible.filter(
        ({ buttons, message }) =>
          buttons && ['question', 'review', 'waiting', 'correction', 'reminder'].includes(message.about),
      ),
      'stale buttons',
    ).toEqual([])
  }
}

const ROUNDS = Number(process.env['DOCGEN_SIMULATED_ROUNDS'] ?? 60)

test(`${ROUNDS} rounds of three conversations`, async () => {
  const { seed: first } = random()
  for (let seed = first; seed < first + ROUNDS; seed++) {
    try {
      await check(await round(random(seed)))
    } catch (error) {
      throw new Error(
        `DOCGEN_TEST_SEED=${seed} DOCGEN_SIMULATED_ROUNDS=1: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      )
    }
  }
  for (const what of [
    'crash',
    'lost_answer',
    'blind',
    'refused',
    'answer of the colleague',
    'settle a correction',
    'several at once',
    'confirm',
    'cancel',
    'back',
    'withdraw',
  ]) {
    expect(seen.get(what), `${what}: ${JSON.stringify(Object.fromEntries(seen))}`).toBeGreaterThan(0)
  }
})

// Those who ask for a long run want its figures.
afterAll(() => {
  if (process.env['DOCGEN_SIMULATED_ROUNDS'] !== undefined)
    console.info([...seen].map(([what, times]) => `${what}: ${times}`).join('\n'))
})
