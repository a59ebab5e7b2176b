/** Fifty people answer twenty questions each, all at once, in one workspace of a strict Slack. */
import { expect, test } from 'vitest'
import { rush } from '../support/slack/rush.ts'

test('a thousand answers in one workspace: Slack refuses nothing, and old buttons go within seconds', async () => {
  const outcome = await rush({ people: 50, questions: 20 })
  process.stdout.write(`${JSON.stringify(outcome)}\n`)
  expect(outcome).toMatchObject({ refused: [], alive: [], documents: 50 })
  expect(outcome.longest_s).toBeLessThan(30)
})
