/** Fifty people answer at once in one workspace: Slack refuses nothing for its pace, and no old button stays. */
import { expect, test } from 'vitest'
import { rush } from '../../../../support/slack-rush.ts'

test('fifty people who answer four questions at once', async () => {
  const outcome = await rush({ people: 50, questions: 5 })
  console.log(outcome)
  expect(outcome).toMatchObject({ refused: [], alive: [], documents: 50 })
  expect(outcome.longest_s).toBeLessThan(60)
}, 120_000)
