/** Somebody whom a provider has proved, and whose account is another’s or not decided yet: kept by the browser. */
import type { Context } from 'hono'
import type { ProvedIdentity } from '../../../../../../ports/people/identity-providers.ts'
import { getCookie } from 'hono/cookie'
import { cookieName, dropCookie, readSealedCookie, setSealedCookie, type CookieDeps } from './sealed-cookie.ts'

const NAME = 'docgen_way_in'
const MINUTES = 15

/** Groups would not fit; they come with the next sign-in. */
export const keepIdentity = (c: Context, deps: CookieDeps, identity: ProvedIdentity): Promise<void> =>
  setSealedCookie(c, deps, NAME, { value: { ...identity, rights: undefined }, minutes: MINUTES })

export const keptIdentity = (c: Context, deps: CookieDeps): Promise<ProvedIdentity | undefined> =>
  readSealedCookie<ProvedIdentity>(c, deps, NAME)

export const hasPendingIdentity = (c: Context, secure: boolean): boolean =>
  getCookie(c, cookieName({ secure }, NAME)) !== undefined

export const dropIdentity = (c: Context, deps: CookieDeps): void => dropCookie(c, deps, NAME)
