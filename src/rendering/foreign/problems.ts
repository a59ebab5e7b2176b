/**
 * What has no counterpart here, as it is said to the author.
 */

/**
 * A construct that has no counterpart here. There is an edit for it, too, which applies when the loss is accepted.
 */
export interface Problem {
  readonly at: number
  readonly message: string
  /** What the author can change to avoid the loss. */
  readonly fix: string
  /** What becomes of it when the loss is accepted. */
  readonly accepted: string
}

/** A tag as it is quoted to its author, shortened. */
export const quoteTag = (tag: string): string => `“${tag.length > 60 ? `${tag.slice(0, 59)}…` : tag}”`

/** The problem of an expression: its value is asked for instead. */
export const computedProblem = (
  at: number,
  tag: string,
  name: string,
  what = 'is an expression, and nothing is computed here.',
): Problem => ({
  at,
  message: `${quoteTag(tag)} ${what}`,
  fix: 'Ask for the finished value, or for a yes/no, under a name of its own, and write that name here.',
  accepted: `“${name}” is asked for instead.`,
})

/** The problem of a formatter: it is dropped, because a question's format says how its answer is printed. */
export const formatProblem = (at: number, tag: string, name: string): Problem => ({
  at,
  message: `${quoteTag(tag)} formats its value, and no filter or formatter is applied here.`,
  fix: 'Write the name alone; the question’s format says how its answer is printed.',
  accepted: `“${name}” is printed as its question’s format says.`,
})

export const removedProblem = (at: number, tag: string, what: string): Problem => ({
  at,
  message: `${quoteTag(tag)} ${what}`,
  fix: 'Take it out, and write here what it stands for.',
  accepted: 'It is taken out.',
})

/** What the author should know although nothing is lost. */
export interface Remark {
  readonly at: number
  readonly message: string
  readonly fix: string
}
