/** Fits the pictures of an answer to the template, before it is decided on. */
import { isImage, itemsOf } from '../../../answers/value-shapes.ts'
import { fail, ok, type DomainError, type Result } from '../../../domain/kernel/errors.ts'
import type { AnswerSet } from '../../../domain/interview/answers.ts'
import type { AnswerValue, ImageAnswer, ItemAnswer } from '../../../domain/questions/answer.ts'
import type { Question } from '../../../domain/questions/question.ts'
import type { PictureFitter, PicturePlaces } from '../../../ports/documents/picture-fitter.ts'
import { holdsPicture } from '../../../storage/pictures/picture-references.ts'

export interface FitPicturesDeps {
  /** Left out: pictures stay as they were sent. */
  readonly pictures?: PictureFitter | undefined
}

/** What decides how pictures are fitted: everything but the name of the question. */
export type FittingContext = Omit<PicturePlaces, 'name'> & {
  /** The answers so far: a picture that is sent back stays as it is there. */
  readonly answers?: AnswerSet | undefined
}

/**
 * The value with each picture no larger than its places need. Refuses as `PictureFitter` does, with the name of the
 * question as `field`.
 */
export async function fitPictures(
  deps: FitPicturesDeps,
  question: Pick<Question, 'kind' | 'name' | 'fields'>,
  value: AnswerValue,
  context: FittingContext,
): Promise<Result<AnswerValue>> {
  const { pictures } = deps
  if (pictures === undefined) return ok(value)
  if (isImage(value)) return question.kind === 'image' ? fitOne(pictures, question.name, value, context) : ok(value)
  const { fields = [] } = question
  if (question.kind !== 'list' || !fields.some(({ kind }) => kind === 'image' || kind === 'list')) return ok(value)
  const items: ItemAnswer[] = []
  // One after the other: one answer takes one turn at a time.
  for (const [index, item] of itemsOf({ fields }, value).entries()) {
    const fitted = await fitItem(deps, question, item, context)
    if (!fitted.ok) return placed(fitted.error, `${question.name}[${index}]`)
    items.push(fitted.value)
  }
  return ok(items)
}

/** The same for one item of a list. */
export async function fitItem(
  deps: FitPicturesDeps,
  { fields = [] }: Pick<Question, 'fields'>,
  item: ItemAnswer,
  context: FittingContext,
): Promise<Result<ItemAnswer>> {
  const fitted: Record<string, AnswerValue> = { ...item }
  for (const field of fields) {
    const own = Object.hasOwn(item, field.name) ? item[field.name] : undefined
    if (own === undefined) continue
    const one = await fitPictures(deps, field, own, context)
    if (!one.ok) return one
    fitted[field.name] = one.value
  }
  return ok(fitted)
}

async function fitOne(
  pictures: PictureFitter,
  name: string,
  picture: ImageAnswer,
  { answers, ...places }: FittingContext,
): Promise<Result<ImageAnswer>> {
  if (answers !== undefined && holdsPicture(answers, picture)) return ok(picture)
  const fitted = await pictures.fit(picture, { ...places, name })
  return fitted.ok ? fitted : placed(fitted.error, name)
}

/** The error with its place before the one that it names already: `photos[2].photo`. */
function placed({ code, message, details }: DomainError, place: string): Result<never> {
  const inner = details?.['field']
  const field = typeof inner === 'string' && inner !== '.' ? `${place}.${inner}` : place
  return fail(code, message, { ...details, field })
}

/** A fitter that works on each picture once, for a command that decides again. */
export function onceEach(pictures: PictureFitter): PictureFitter {
  const done = new Map<string, ReturnType<PictureFitter['fit']>>()
  return {
    fit(picture, places) {
      const key = `${places.name}\0${picture.data}`
      const known = done.get(key) ?? pictures.fit(picture, places)
      done.set(key, known)
      return known
    },
  }
}
