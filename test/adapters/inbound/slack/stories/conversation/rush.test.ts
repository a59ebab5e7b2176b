/** Many people answer at once in one workspace: Slack refuses nothing for its pace, and no old button stays. */
import { expect, test } from 'vitest'
import { rush } from '../../../../../support/slack/rush.ts'

test('ten people who answer two questions at once', async () => {
  const outcome = await rush({ people: 10, questions: 2 })
  expect(outcome).toMatchObject({ refused: [], alive: [], documents: 10 })
  expect(outcome.without_buttons).toBeGreaterThan(0)
  expect(outcome.longest_s, JSON.stringify(outcome)).toBeLessThan(30)
})
