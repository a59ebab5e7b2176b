/** Reads who may do what with a template from its form. */
import { failAll, type DomainError, type Result, ok } from '../../../../../domain/kernel/errors.ts'
import { groupNameSchema } from '../../../../../domain/kernel/group-name.ts'
import {
  MAX_NAMED_GROUPS,
  MAX_NAMED_PEOPLE,
  type Audience,
  type TemplateAccess,
  type TemplateRight,
} from '../../../../../domain/template/template-access.ts'
import type { App } from '../../../../../ports/app.ts'
import { findAccount } from '../../../../../queries/people/find-account.ts'
import { fieldText, fieldTexts, type PageContext } from '../env.ts'

/** People are kept by their boxes, or added by name; `current` is what stays of what the form does not show. */
export async function accessFromForm(
  app: App,
  c: PageContext,
  current: TemplateAccess,
): Promise<Result<TemplateAccess>> {
  const wrong: DomainError[] = []
  const read = async (right: TemplateRight): Promise<Audience> => {
    const who = fieldText(c.var.posted, right)
    if (who === undefined) return current[right]
    if (who === 'everyone') {
      const typed = [...linesOf(c, `${right}_add_people`), ...linesOf(c, `${right}_add_groups`)]
      if (typed.length > 0) wrong.push({ code: 'unprocessable', message: BOTH, details: { field: right } })
      return 'everyone'
    }
    const people = fieldTexts(c.var.posted, `${right}_people`).slice(0, MAX_NAMED_PEOPLE)
    const groups = fieldTexts(c.var.posted, `${right}_groups`).slice(0, MAX_NAMED_GROUPS)
    for (const line of linesOf(c, `${right}_add_people`)) {
      const found = await findAccount(app, line, c.var.session.caller)
      if (found.ok) people.push(found.value)
      else wrong.push({ ...found.error, details: { ...found.error.details, field: right } })
    }
    for (const line of linesOf(c, `${right}_add_groups`)) {
      const named = groupNameSchema.safeParse(line)
      if (named.success) groups.push(named.data)
      else
        wrong.push({ code: 'unprocessable', message: named.error.issues[0]?.message ?? '', details: { field: right } })
    }
    return { people, groups }
  }
  const [use, edit, see] = [await read('use'), await read('edit'), await read('see')]
  const asked = fieldText(c.var.posted, 'maker_asked') !== undefined
  const maker_edits = asked ? fieldText(c.var.posted, 'maker_edits') !== undefined : current.maker_edits
  return wrong.length === 0 ? ok({ use, edit, see, maker_edits }) : failAll(wrong, 'names')
}

const BOTH = 'Names stand there, but everybody is chosen. Choose “Only these”, or take the names out.'

/** What was typed, a name a line; more than fit are refused by the command. */
const linesOf = (c: PageContext, field: string): string[] =>
  (fieldText(c.var.posted, field) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MAX_NAMED_PEOPLE)
