/** The number of a question is its place, also when it is asked again. */
import { expect, it } from 'vitest'
import { textsFor } from '../../../../../src/adapters/inbound/slack/ui/texts/texts.ts'
import { progressLine } from '../../../../../src/adapters/inbound/slack/ui/views/question/small-print.ts'

const line = (answers: readonly string[], open: number, name: string): string =>
  progressLine(
    {
      generation: {
        progress: { answered: answers.length, open },
        answers: Object.fromEntries(answers.map((one) => [one, {}])),
      },
      question: { name },
    } as unknown as Parameters<typeof progressLine>[0],
    textsFor('en-US'),
  )

it.each([
  [[], 4, 'a', 'Question 1 of about 4'],
  [['a'], 3, 'b', 'Question 2 of about 4'],
  [['a'], 3, 'a', 'Question 1 of about 4'],
  [['a', 'b', 'c'], 1, 'b', 'Question 2 of about 4'],
])('with %j answered and %i open, %s is “%s”', (answers, open, name, words) => {
  expect(line(answers, open, name)).toContain(words)
})
