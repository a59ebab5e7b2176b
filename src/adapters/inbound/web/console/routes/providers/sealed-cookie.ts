/** Cookies that the browser keeps for us for minutes: sealed, and of this host only (RFC 6265bis, `__Host-`). */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { KeyRing } from '../../../../../../ports/keys/key-ring.ts'

export interface CookieDeps {
  readonly keyRing: Pick<KeyRing, 'seal' | 'open'>
  readonly clock: { readonly now: () => string }
  /** Whether browsers reach us over HTTPS only. */
  readonly secure: boolean
}

/** What a cookie holds, and until when (ms since 1970). */
interface Sealed<Value> {
  readonly value: Value
  readonly until: number
}

const SUBJECT = 'sign-in-cookies'
/** Longer ones are not even opened. Browsers keep 4096 bytes. */
const MAX_LENGTH = 4000

/** Its name in the browser. */
export const cookieName = ({ secure }: Pick<CookieDeps, 'secure'>, name: string): string =>
  secure ? `__Host-${name}` : name

export async function setSealedCookie(
  c: Context,
  deps: CookieDeps,
  name: string,
  { value, minutes }: { readonly value: object; readonly minutes: number },
): Promise<void> {
  const sealed: Sealed<object> = { value, until: Date.parse(deps.clock.now()) + minutes * 60_000 }
  const bytes = await deps.keyRing.seal(SUBJECT, Buffer.from(JSON.stringify(sealed)), name)
  setCookie(c, cookieName(deps, name), Buffer.from(bytes).toString('base64url'), {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: deps.secure,
    maxAge: minutes * 60,
  })
}

/** Undefined where there is none, it is not of ours, or its time is over. */
export async function readSealedCookie<Value>(c: Context, deps: CookieDeps, name: string): Promise<Value | undefined> {
  const text = getCookie(c, cookieName(deps, name))
  if (text === undefined || text.length > MAX_LENGTH) return undefined
  const plain = await deps.keyRing.open(SUBJECT, Buffer.from(text, 'base64url'), name).catch(() => undefined)
  if (plain === undefined) return undefined
  const { value, until } = JSON.parse(Buffer.from(plain).toString('utf8')) as Sealed<Value>
  return until > Date.parse(deps.clock.now()) ? value : undefined
}

export const dropCookie = (c: Context, { secure }: Pick<CookieDeps, 'secure'>, name: string): void =>
  void deleteCookie(c, cookieName({ secure }, name), { path: '/', secure })
