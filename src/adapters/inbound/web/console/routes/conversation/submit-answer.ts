/** Runs the command that the form of a question asks for. */
import { addListItem, closeList } from '../../../../../../commands/generation/change-list.ts'
import { provideAnswer } from '../../../../../../commands/generation/provide-answer.ts'
import { skipQuestion } from '../../../../../../commands/generation/skip-question.ts'
import { fail, unwrap } from '../../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../../ports/app.ts'
import { loadGeneration } from '../../../../../../queries/generation/get-generation.ts'
import { type PageContext, fieldText } from '../../env.ts'
import { commandFromForm } from '../../forms/command-from-form.ts'
import { answerFromForm } from '../../forms/posted-answer.ts'
import { presentQuestionAt } from '../../../../../../queries/generation/present-question.ts'

export async function submitAnswer(app: App, c: PageContext, id: string): Promise<void> {
  const posted = c.var.posted
  const name = fieldText(posted, 'name') ?? ''
  const written = fieldText(posted, 'replaces')
  const replaces = written === undefined ? undefined : written === '' ? null : Number(written)
  const request = commandFromForm(app, c, { answer: [id, name] })
  switch (fieldText(posted, 'do')) {
    case 'skip':
      await skipQuestion(app, { id, name, replaces }, request)
      return
    case 'add':
      await addListItem(app, { id, name }, request)
      return
    case 'close':
      await closeList(app, { id, name }, request)
      return
    default: {
      const question = presentQuestionAt(await loadGeneration(app, id, c.var.session.caller), name)
      if (question === undefined) return unwrap(fail('not_found', 'This question is not asked any more.'))
      const { value, form, chosen } = unwrap(await answerFromForm(question, posted))
      await provideAnswer(
        app,
        { id, name, value, form, chosen, replaces },
        commandFromForm(app, c, { answer: [id, name, value, replaces, chosen] }),
      )
    }
  }
}
