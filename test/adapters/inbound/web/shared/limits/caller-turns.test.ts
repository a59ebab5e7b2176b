/** So many requests of one caller at once; others are not held up by them. */
import { expect, test } from 'vitest'
import { CallerTurns } from '../../../../../../src/adapters/inbound/web/shared/limits/caller-turns.ts'

test('further ones wait in turn, and beyond that are refused; another caller waits for none of them', async () => {
  const turns = new CallerTurns({ at_once: 2, waiting: 2 })
  const [first, second] = [await turns.take('ann'), await turns.take('ann')]
  const order: string[] = []
  const third = turns.take('ann').then((end) => (order.push('third'), end))
  const fourth = turns.take('ann').then((end) => (order.push('fourth'), end))
  expect(await turns.take('ann')).toBeUndefined()
  expect(await turns.take('bob')).toBeTypeOf('function')
  expect(order).toEqual([])
  first!()
  ;(await third)!()
  ;(await fourth)!()
  second!()
  expect(order).toEqual(['third', 'fourth'])
  expect(await turns.take('ann')).toBeTypeOf('function')
})

test('0 is no limit', async () => {
  const turns = new CallerTurns({ at_once: 0, waiting: 0 })
  for (let time = 0; time < 100; time++) expect(await turns.take('ann')).toBeTypeOf('function')
})
