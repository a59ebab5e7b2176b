/** In Slack: words where the kind was only guessed, and the author who asks for text instead. */
import { expect, it } from 'vitest'
import { createCommandRequest } from '../../../../../../src/commands/command-metadata.ts'
import { refineQuestions } from '../../../../../../src/commands/template/refine-questions.ts'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack
tellStories(async (opened) => {
  docgen = opened
  await docgen.template('Invoice', 'Due {{due_date}}, from {{start_date}}, for {{article}}.')
})

it('asks once more, takes the words with a click, and shows them; the mend reaches the open conversation', async () => {
  const ana = docgen.acme.person('ana')
  await ana.command('/docgen', 'invoice')
  const due = await ana.waitFor(/Due date/)
  await ana.say('upon receipt', { thread: due })
  const again = await ana.waitFor(/let it stand as you wrote it/, { after: due })
  await ana.click('Take it as it is: “upon receipt”', { on: again })
  await ana.waitFor(/Due date\*\n:white_check_mark: \*upon receipt/)
  const start = await ana.waitFor(/Start date/, { after: again })
  await refineQuestions(
    docgen.app,
    { id: 'invoice', refinements: [{ name: 'start_date', kind: 'text' }], draft: false },
    createCommandRequest(docgen.app, {
      caller: { actor: 'key:author', tenant: 'default', roles: ['author'] },
      surface: 'console',
      request: {},
    }),
  )
  await ana.say('once both have signed', { thread: start })
  await ana.waitFor(/Start date\*\n\[Edit\]/)
  await ana.say('a chair', { thread: await ana.waitFor(/Article/, { after: start }) })
  const review = await ana.waitFor(/LOOK IT OVER/)
  for (const shown of ['upon receipt', 'once both have signed', 'a chair']) expect(review.text).toContain(shown)
})
