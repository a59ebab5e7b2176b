/**
 * Answers as surfaces give them: under a message, several at once, after the fact; and what a repeat of any of them
 * does.
 */
import { beforeEach, expect, test } from 'vitest'
import { AggregateCache } from '../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryEventStore } from '../doubles/memory-event-store.ts'
import { confirmGeneration } from '../../src/commands/generation/confirm-generation.ts'
import { proposeCorrection, settleCorrection } from '../../src/commands/generation/correct-answer.ts'
import type { CommandDeps } from '../../src/commands/command-deps.ts'
import { provideAnswer } from '../../src/commands/generation/provide-answer.ts'
import { provideAnswers } from '../../src/commands/generation/provide-answers.ts'
import { reopenQuestion } from '../../src/commands/generation/reopen-question.ts'
import { requestGeneration } from '../../src/commands/generation/beginning/request-generation.ts'
import type { CommandRequest } from '../../src/commands/command-request.ts'
import { skipQuestion } from '../../src/commands/generation/skip-question.ts'
import type { AnyEvent } from '../../src/domain/event-catalogue.ts'
import { Refused, type DomainError } from '../../src/domain/kernel/errors.ts'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import { generationDecider } from '../../src/domain/generation/generation-decider.ts'
import type { Generation } from '../../src/domain/generation/generation.ts'
import { listSentMessages } from '../../src/queries/generation/list-sent-messages.ts'
import { compiler } from '../support/compiler.ts'
import { idOf, published, registered, Scribe } from '../support/data/histories.ts'
import { PlainLog } from '../doubles/plain-log.ts'
import { isTrue, question, when, yesNo } from '../support/data/questions.ts'
import { MemoryDocuments, registerTemplate } from '../support/servers/stores.ts'

const id = idOf('conversation')
const stream = generationStream(id)
let deps: CommandDeps
let commands: number

beforeEach(async () => {
  commands = 0
  const log = new PlainLog(new MemoryEventStore())
  const documents = new MemoryDocuments()
  deps = {
    log,
    aggregates: new AggregateCache(log),
    documents,
    compiler,
    clock: { now: () => '2026-11-21T12:00:00.000Z' },
  }
  const scribe = new Scribe(log)
  await registerTemplate(scribe, documents, 'deed', '{{party}}', [
    question('party'),
    question('price', { kind: 'money' }),
    yesNo('has_lawyer'),
    question('lawyer', { when: when(isTrue('has_lawyer')) }),
    question('note', { required: false }),
  ])
  await scribe.template('deed', published())
  await requestGeneration(deps, { id, template_id: 'deed', locale: 'en-US', zone: 'UTC', place: 'thread' }, request())
})

function request(command = `command ${commands++}`): CommandRequest {
  const command_id = idOf(command)
  return {
    caller: { actor: 'person:ada', tenant: 'default', roles: ['requester'] },
    context: {
      tenant: 'default',
      actor: 'person:ada',
      surface: 'slack',
      command_id,
      request_digest: '',
      correlation_id: command_id,
      causation_id: command_id,
      now: '2026-11-21T12:00:00.000Z',
    },
  }
}

/** What was recorded of a post. */
async function asked(
  name: string | null,
  message: string,
  about: 'question' | 'review' | 'correction' = 'question',
): Promise<void> {
  const folded = await deps.aggregates.load(generationDecider, stream)
  const event: AnyEvent = {
    type: 'QuestionAsked',
    data: { post_id: idOf(message), shows_revision: folded.revision, about, name, help: 0, message },
  }
  await deps.log.append(stream, folded, [event], request().context)
}

const state = async (): Promise<Generation> => (await deps.aggregates.load(generationDecider, stream)).state
const valueOf = async (name: string) => (await state()).answers.given.get(name)?.value
const length = async () => (await deps.log.read(stream, 0)).length

async function refusal(run: () => Promise<unknown>): Promise<DomainError> {
  const error: unknown = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refused)) throw new Error(`Not refused: ${String(error)}`)
  return error.error
}

test('an answer goes to the question of its message, not to the current one', async () => {
  await asked('party', 'm1')
  await provideAnswer(deps, { id, name: 'note', value: 'n' }, request())
  await provideAnswer(deps, { id, shown_under: 'm1', name: 'price', value: 'Ada', said_in: 's1' }, request())
  expect([await valueOf('party'), await valueOf('price')]).toEqual(['Ada', undefined])
  expect((await state()).outbox?.answered_by.get('s1')?.name).toBe('party')
})

test('without a message or a name it is for the question asked now', async () => {
  await provideAnswer(deps, { id, value: 'Ada' }, request())
  await skipQuestion(deps, { id, name: 'note' }, request())
  await reopenQuestion(deps, { id, reason: 'edit', name: 'party' }, request())
  await provideAnswer(deps, { id, value: 'Bob' }, request())
  expect(await valueOf('party')).toBe('Bob')
})

test('an unknown message is answered by the name that comes with it; without a name it is refused', async () => {
  await provideAnswer(deps, { id, shown_under: 'not recorded yet', name: 'party', value: 'Ada' }, request())
  expect(await valueOf('party')).toBe('Ada')
  expect(await refusal(() => provideAnswer(deps, { id, shown_under: 'nothing', value: 'x' }, request()))).toMatchObject(
    { code: 'not_found' },
  )
})

test('under the review nothing can be answered, but it can be confirmed for what it showed', async () => {
  await provideAnswers(
    deps,
    {
      id,
      answers: [
        { name: 'party', value: 'Ada' },
        { name: 'price', value: '1' },
        { name: 'has_lawyer', value: 'no' },
      ],
    },
    request(),
  )
  await skipQuestion(deps, { id }, request())
  await asked(null, 'm1', 'review')
  expect(await refusal(() => provideAnswer(deps, { id, shown_under: 'm1', value: 'x' }, request()))).toMatchObject({
    code: 'conflict',
  })
  await provideAnswer(deps, { id, name: 'party', value: 'Bob' }, request())
  expect(await refusal(() => confirmGeneration(deps, { id, shown_under: 'm1' }, request()))).toMatchObject({
    code: 'conflict',
    details: { field: 'revision' },
  })
  await asked(null, 'm2', 'review')
  const { state: confirmed } = await confirmGeneration(deps, { id, shown_under: 'm2', share_to: 'channel' }, request())
  expect(confirmed).toMatchObject({ phase: 'confirmed', outbox: { share_to: 'channel' } })
})

test('several at once: all in one step, in the order of the interview', async () => {
  const { state: now } = await provideAnswers(
    deps,
    {
      id,
      answers: [
        { name: 'has_lawyer', value: true },
        { name: 'lawyer', value: 'Cid' },
        { name: 'price', value: '1,250.50' },
      ],
    },
    request(),
  )
  expect(now.next).toBe('party')
  expect([await valueOf('lawyer'), await valueOf('price')]).toEqual(['Cid', '1250.5'])
  expect(await length()).toBe(4)
})

test('several at once: none of them when one is wrong, and what is wrong with each', async () => {
  const before = await length()
  const error = await refusal(() =>
    provideAnswers(
      deps,
      {
        id,
        answers: [
          { name: 'party', value: 'Ada' },
          { name: 'price', value: 'a lot' },
          { name: 'nobody', value: 'x' },
        ],
      },
      request(),
    ),
  )
  expect(error).toMatchObject({
    code: 'invalid_answer',
    details: { fields: { price: { code: 'invalid_answer' }, nobody: { code: 'not_found' } } },
  })
  expect(await length()).toBe(before)
})

test('an edited message asks before it changes the answer, once', async () => {
  await provideAnswer(deps, { id, name: 'price', value: '10', said_in: 's1' }, request())
  const before = await length()
  await proposeCorrection(deps, { id, said_in: 's1', value: '12' }, request('edit'))
  await proposeCorrection(deps, { id, said_in: 's1', value: '12' }, request('edit'))
  expect(await length()).toBe(before + 1)
  expect(await valueOf('price')).toBe('10')
  expect(await refusal(() => proposeCorrection(deps, { id, said_in: 's1', value: 'lots' }, request()))).toMatchObject({
    code: 'invalid_answer',
  })
  expect(
    await refusal(() => proposeCorrection(deps, { id, said_in: 'unknown', value: '12' }, request())),
  ).toMatchObject({ code: 'not_found' })
  await asked('price', 'm1', 'correction')
  await settleCorrection(deps, { id, shown_under: 'm1', accept: true }, request('accept'))
  await settleCorrection(deps, { id, shown_under: 'm1', accept: true }, request('accept'))
  expect(await valueOf('price')).toBe('12')
})

test('what was posted says which message asks what, and whether it still does', async () => {
  await asked('party', 'm1')
  await provideAnswer(deps, { id, shown_under: 'm1', value: 'Ada' }, request())
  await asked('price', 'm2')
  expect(await listSentMessages(deps, id)).toMatchObject([
    { message: 'm1', name: 'party', to: 'person:ada', live: false },
    { message: 'm2', name: 'price', to: 'person:ada', live: true },
  ])
})

test('a file is called as its template is, cut between two characters and without what no folder takes', async () => {
  const scribe = new Scribe(deps.log)
  const event = registered('long', `${'x'.repeat(95)}/..:😀😀`)
  await scribe.template('long', event)
  await scribe.template('long', published())
  await requestGeneration(deps, { id: idOf('other'), template_id: 'long', locale: 'en-US', zone: 'UTC' }, request())
  const { state: confirmed } = await confirmGeneration(deps, { id: idOf('other') }, request())
  expect(confirmed.document?.file_name).toBe(`${'x'.repeat(95)} .. 2026-11-21.txt`)
})
