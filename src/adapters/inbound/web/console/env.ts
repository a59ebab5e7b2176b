/** What a console request carries once its session is known, and how to read the fields of its form. */
import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Caller } from '../../../../domain/kernel/access.ts'

/** Part of a page; `hono/html` escapes every value in it. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** A form as it was posted: every field may come several times. */
export type PostedForm = Readonly<Record<string, string | File | readonly (string | File)[]>>

/** The signed-in person, and how their browser shows times. */
export interface ConsoleSession {
  readonly id: string
  readonly caller: Caller
  /** The cookie’s value. */
  readonly token: string
  /** Goes into every form, and comes back with it. */
  readonly csrf: string
  /** That of the session before, where this request replaced it. */
  readonly former_csrf?: string | undefined
  /** IANA zone and BCP 47 locale of the browser. */
  readonly zone: string
  readonly locale: string
}

export interface ConsoleEnv {
  Variables: { session: ConsoleSession; posted: PostedForm }
}

export type PageContext = Context<ConsoleEnv>

/** The first text of a field, `undefined` where it was not sent. */
export function fieldText(posted: PostedForm, name: string): string | undefined {
  return fieldTexts(posted, name)[0]
}

export function fieldTexts(posted: PostedForm, name: string): string[] {
  return fieldValues(posted, name).filter((value) => typeof value === 'string')
}

/** The uploaded file of a field; an empty file input counts as none. */
export function fieldFile(posted: PostedForm, name: string): File | undefined {
  return fieldValues(posted, name).find(
    (value): value is File => typeof value === 'object' && (value.size > 0 || value.name !== ''),
  )
}

function fieldValues(posted: PostedForm, name: string): readonly (string | File)[] {
  const value = Object.hasOwn(posted, name) ? posted[name] : undefined
  return value === undefined ? [] : Array.isArray(value) ? value : [value as string | File]
}
