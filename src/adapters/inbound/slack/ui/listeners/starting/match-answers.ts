/** Reads the answers that a person typed when starting a document, and reports what was not understood. */
import { isAsWritten } from '../../../../../../domain/questions/answer.ts'
import { readAnswer } from '../../../../../../answers/read.ts'
import { readingsOf } from '../../../../../../answers/refusal.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import { findCandidates, matchNamed } from '../../../../../../domain/questions/naming/match-names.ts'
import type { NamedText } from '../../../../../../answers/meaning/named-answers.ts'
import { cut } from '../../views/elements/text.ts'
import type { Interaction } from '../interaction/interaction.ts'

interface MatchedAnswers {
  readonly answers: Readonly<Record<string, unknown>>
  /** What was not understood, in sentences. */
  readonly notes: readonly string[]
}

/** Matches typed answers to questions and reads their values. */
export function matchAnswers(
  { deps: { app }, person: { locale, zone }, texts }: Interaction,
  { questions }: TemplateView,
  given: readonly NamedText[],
): MatchedAnswers {
  const answers: Record<string, unknown> = {}
  const notes: string[] = []
  for (const { name, value } of given) {
    const said = { name: cut(name, 60), value: cut(value, 60) }
    const context = { now: app.clock.now(), zone, locale }
    const match = matchNamed(questions, name)
    const meant = match !== 'none' && 'one' in match ? readAnswer(match.one, value, context) : undefined
    // What could mean two things for its question is not given to another one.
    const isOwn = meant?.ok === true || readingsOf(meant?.error.details).some(({ wire }) => !isAsWritten(wire))
    const readable =
      match !== 'none' && 'one' in match && isOwn
        ? [match.one]
        : findCandidates(questions, name).filter((question) => readAnswer(question, value, context).ok)
    const [question, ...others] = readable
    const read = question === undefined || others.length > 0 ? undefined : readAnswer(question, value, context)
    if (question !== undefined && read?.ok === true) answers[question.name] = read.value
    else if (match === 'none') notes.push(texts.no_such_question(said))
    else if ('several' in match || others.length > 0) {
      const labels = ('several' in match ? match.several : readable)
        .slice(0, 4)
        .map(({ label }) => `“${cut(label, 40)}”`)
      notes.push(texts.ambiguous_question({ name: said.name, labels: texts.list(labels) }))
    } else {
      const refused = readAnswer(match.one, value, context)
      notes.push(texts.not_filled({ ...said, problem: refused.ok ? '' : refused.error.message }))
    }
  }
  return { answers, notes }
}

/** Uses a message's text as the first answer that accepts it. */
export function prefillAnswers({ questions }: TemplateView, text: string): Readonly<Record<string, unknown>> {
  const always = questions.filter(({ when }) => when.length === 0)
  const question =
    always.find(({ kind }) => kind === 'long_text') ??
    always.find(
      ({ kind, limits }) => kind === 'text' && text.length <= (limits?.max_length ?? 200) && !text.includes('\n'),
    )
  return question === undefined || text.trim() === '' ? {} : { [question.name]: text }
}
