/** What an attack is, and the ways to make one from requests. */
import { atOnce, call, send, type Call, type Statuses } from './client.ts'
import type { Target } from './prepare.ts'

export interface Attack {
  readonly name: string
  /** Settings of the service under attack, where the standard limit is out of reach within a minute. */
  readonly env?: Readonly<Record<string, string>>
  /** So many requests are sent, however long it takes: ten times over a limit. */
  readonly total?: number
  /** Gives what sends one wave: `count` requests at once, in the name of `key`. */
  prepare(target: Target): Promise<(count: number, key: string) => Promise<Statuses>>
}

/** What is sent over and over. */
export type Made = readonly [path: string, sent: Call]

/** The same request over and over. A key in it stands for that of the attacker whose wave it is. */
export const request = (
  name: string,
  make: (target: Target) => Promise<Made>,
  options: Pick<Attack, 'env' | 'total'> & { readonly at_once?: number } = {},
): Attack => ({
  name,
  ...options,
  async prepare(target) {
    const [path, { key, body, ...sent }] = await make(target)
    // A text would be made bytes again for each request.
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    return (count, attacker) =>
      atOnce(options.at_once ?? count, () =>
        send(`${target.url}${path}`, { ...sent, key: key === target.attacker ? attacker : key, body: bytes }),
      )
  },
})

/** Documents of one conversation's answers: ten in each wave are confirmed, and waited for. */
export const documents = (
  name: string,
  make: (target: Target) => Promise<(index: number) => Promise<string>>,
): Attack => ({
  name,
  async prepare(target) {
    const begin = await make(target)
    const { url, attacker: key } = target
    const begun: string[] = []
    const beginSome = async (count: number): Promise<void> => {
      while (begun.length < count) begun.push(await begin(begun.length))
    }
    await beginSome(IN_A_WAVE)
    return async (count) => {
      await beginSome(Math.min(count, IN_A_WAVE))
      const ids = begun.splice(0)
      return atOnce(ids.length, async (index) => {
        const sent = await send(`${url}/api/v1/generations/${ids[index]}/confirm`, { key, body: '{}' })
        return sent.status === 200 ? ended(url, key, ids[index] ?? '') : sent
      })
    }
  },
})

const IN_A_WAVE = 10

/** 201 for a document, 422 for one that was refused. */
async function ended(url: string, key: string, id: string): Promise<number> {
  for (const end = Date.now() + 180_000; Date.now() < end;) {
    const { state } = await call(`${url}/api/v1/generations/${id}`, 'GET', key)
    if (state === 'rendered' || state === 'failed') return state === 'rendered' ? 201 : 422
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return 504
}

export const json = (value: unknown): string => JSON.stringify(value)

export const MB = 1024 * 1024
