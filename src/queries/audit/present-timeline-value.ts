/** The value in a step of the timeline, for callers who may see it. */
import { isAsWritten, isErased } from '../../domain/questions/answer.ts'
import type { Question } from '../../domain/questions/question.ts'
import { showAnswer } from '../../answers/print.ts'
import type { AnswerValue } from '../../domain/questions/answer.ts'

/** What was answered; `erased` once its key is gone. */
type TimelineValue = { readonly shown: string } | 'erased'

/** The value as one line of text; lists as a count, items field by field. */
export function presentTimelineValue(value: unknown, question: Question | undefined, locale: string): TimelineValue {
  if (isErased(value)) return 'erased'
  if (question !== undefined && question.kind !== 'list')
    return { shown: showAnswer(question, value as AnswerValue, locale) }
  if (Array.isArray(value)) return { shown: `${String(value.length)} ${value.length === 1 ? 'item' : 'items'}` }
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return {
    shown: fields
      .map(([name, one]) => {
        const field = question?.fields?.find((one) => one.name === name)
        return (
          `${field?.label ?? name}: ` +
          (field === undefined
            ? isAsWritten(one)
              ? one.as_written
              : String(one)
            : showAnswer(field, one as AnswerValue, locale))
        )
      })
      .join(', '),
  }
}

/** The question at an address, whatever the list item (`items.3.price` is the field `price` of `items`). */
export function findQuestion(questions: readonly Question[], address: string): Question | undefined {
  for (const question of questions) {
    if (question.name === address) return question
    if (question.fields === undefined || !address.startsWith(`${question.name}.`)) continue
    const [, ...rest] = address.slice(question.name.length + 1).split('.')
    return rest.length === 0
      ? question.fields.find(({ name }) => name === '.')
      : findQuestion(question.fields, rest.join('.'))
  }
  return undefined
}
