import { hash, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { ProcessedCommandTable } from '../../../../src/adapters/outbound/memory/processed-commands.ts'
import type { RecordedEvent } from '../../../../src/domain/kernel/event.ts'
import type { AnyEvent } from '../../../../src/domain/event-catalogue.ts'
import { answered } from '../../../support/event-log.ts'
import { testEnvelope } from '../../../support/data/given.ts'

const recorded = (revision: number, command_id: string, request_digest: string): RecordedEvent<AnyEvent> => ({
  stream: 'generation-1',
  revision,
  position: '',
  event: answered('name', 'x'),
  envelope: { ...testEnvelope('AnswerProvided', revision), command_id, request_digest },
})
const ids = (count: number): string[] => Array.from({ length: count }, () => randomUUID())
const digest = (request: string): string => hash('sha256', request)
const following = (
  commands: readonly string[],
  start = new ProcessedCommandTable(),
  first = 0,
): ProcessedCommandTable =>
  commands.reduce((sofar, id, index) => sofar.withEvents([recorded(first + index, id, digest(id))]), start)

function expectAll(sofar: ProcessedCommandTable, commands: readonly string[]): void {
  for (const [revision, id] of commands.entries()) {
    expect(sofar.find(id, digest(id))).toEqual({ revision, same_request: true })
    expect(sofar.find(id, digest('another'))).toEqual({ revision, same_request: false })
    expect(sofar.has(id)).toBe(true)
  }
  for (const id of ids(100)) expect(sofar.find(id, '')).toBeUndefined()
}

test.each([0, 1, 255, 256, 257, 1000])(
  'all of %i commands are found, also after a way through bytes, and from there on',
  (count) => {
    const [before, after] = [ids(count), ids(300)]
    const sofar = following(before)
    expectAll(sofar, before)
    const read = new ProcessedCommandTable(sofar.bytes(), count - 1)
    expectAll(read, before)
    expect(read.bytes()).toEqual(sofar.bytes())
    expectAll(following(after, read, count), [...before, ...after])
  },
)

test('a command of several events has the revision of its last, whenever it got into the table', () => {
  const [id = ''] = ids(1)
  const once = new ProcessedCommandTable().withEvents([recorded(0, id, 'a'), recorded(1, id, 'a')])
  expect(once.find(id, 'a')?.revision).toBe(1)
  const again = new ProcessedCommandTable(once.bytes(), 1).withEvents([recorded(2, id, 'a')])
  expect(new ProcessedCommandTable(again.bytes(), 2).find(id, 'a')?.revision).toBe(2)
  expect(again.bytes()).toHaveLength(once.bytes().length)
})

test('what came later is not seen by who was there before, and not in its bytes', () => {
  const [earlier, later] = [ids(300), ids(300)]
  const before = following(earlier)
  const after = following(later, before, 300)
  for (const id of later) expect([before.has(id), after.has(id)]).toEqual([false, true])
  expectAll(before, earlier)
  expect(new ProcessedCommandTable(before.bytes(), 299).bytes()).toEqual(following(earlier).bytes())
})

test('bytes that are no table are refused', () => {
  expect(() => new ProcessedCommandTable(following(ids(3)).bytes().subarray(1), 2)).toThrow(RangeError)
})

test('commands without a digest, as those of the process manager, are found like others', () => {
  const [one = '', two = ''] = ids(2)
  const sofar = new ProcessedCommandTable(
    new ProcessedCommandTable().withEvents([recorded(0, one, ''), recorded(1, two, digest('two'))]).bytes(),
    1,
  )
  expect([
    sofar.find(one, '')?.same_request,
    sofar.find(one, digest('two'))?.same_request,
    sofar.find(two, '')?.same_request,
  ]).toEqual([true, false, false])
})
