/** A process that dies at one of its steps. */

export class Crash extends Error {}

export interface Mortal {
  /** The port, each call of which is two steps: it may die before it took effect, and after. */
  readonly guard: <T extends object>(port: T) => T
  /** A step of its own. */
  readonly step: () => Promise<void>
  readonly survived: () => boolean
}

/** A process that dies at its `fatal`th step; whatever it does afterwards, or at the same time, has no effect. */
export function mortal(fatal: number): Mortal {
  let steps = 0
  let dead = false
  const die = (): never => {
    dead = true
    throw new Crash()
  }
  const step = async (): Promise<void> => {
    if (dead || ++steps === fatal) die()
  }
  const guard = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function' || name === 'compare') return member
        return async (...args: unknown[]) => {
          await step()
          const result: unknown = await Reflect.apply(member, target, args)
          await step()
          return result
        }
      },
    })
  return { guard, step, survived: () => !dead }
}
