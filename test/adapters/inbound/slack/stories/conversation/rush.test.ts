/** Many people answer at once in one workspace: Slack refuses nothing for its pace, and no old button stays. */
import { expect, test } from 'vitest'
import { rush } from '../../../../../support/slack/rush.ts'

test('sixteen people who answer three questions at once', async () => {
  const outcome = await rush({ people: 16, questions: 3 })
  expect(outcome).toMatchObject({ refused: [], alive: [], documents: 16 })
  expect(outcome.without_buttons).toBeGreaterThan(0)
  expect(outcome.longest_s, JSON.stringify(outcome)).toBeLessThan(30)
})
