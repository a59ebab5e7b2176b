/**
 * One user's turn on a database that others use afterwards. When the turn is over, whatever still holds it gets an
 * error instead of the next one's rows.
 */
import type { PGlite } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import { FairPgliteDialect } from '../../../src/adapters/outbound/pglite/fair-dialect.ts'
import type { OpenPglite } from '../../../src/adapters/outbound/pglite/open-pglite.ts'

/** `giveBack` is called once, when the turn ends. */
export function leaseDatabase<Schema>(shared: PGlite, giveBack: () => Promise<void>): OpenPglite<Schema> {
  const listening = new Set<() => Promise<void>>()
  let ending: Promise<void> | undefined
  const listen: PGlite['listen'] = async (channel, callback) => {
    const unlisten = await shared.listen(channel, callback)
    const stop = async () => {
      listening.delete(stop)
      await unlisten()
    }
    listening.add(stop)
    return stop
  }
  const close = () =>
    (ending ??= (async () => {
      await Promise.all([...listening].map((stop) => stop()))
      await giveBack()
    })())
  const lite = new Proxy(shared, {
    get(target, name) {
      if (name === 'closed') return ending !== undefined
      if (name === 'close') return close
      if (name === 'listen') return listen
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        if (ending !== undefined) throw new Error('PGlite is closed')
        return Reflect.apply(member, target, args)
      }
    },
  })
  return { db: new Kysely<Schema>({ dialect: new FairPgliteDialect({ pglite: lite }) }), lite, close }
}
