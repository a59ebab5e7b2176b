/** Waits on a condition instead of a time. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Until `holds` gives something truthy, which is returned; fails after `ms` with what was waited for. */
export async function until<T>(what: string, holds: () => T | Promise<T>, ms = 120_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + ms
  for (;;) {
    const value = await holds()
    if (value) return value
    if (Date.now() > deadline) throw new Error(`Waited ${ms} ms in vain until ${what}.`)
    await sleep(5)
  }
}
