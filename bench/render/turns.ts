/**
 * An engine in a process of its own, so that none pays for the memory and the machine code of another; all take turns,
 * so that what else the machine does strikes all alike. This file is also what such a process runs.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { on, once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { time } from '../processor-time.ts'
import { OWN } from './own.ts'
import { type Data, TEMPLATES } from './templates.ts'

export interface Job {
  readonly engine: string
  readonly file: Buffer
  readonly data: Data
  /** The name of the bench's template, when the file is one. */
  readonly template: string | undefined
}

/** Makes turns of some milliseconds each; answers with the time of one call. */
export class EngineProcess {
  readonly #child: ChildProcess

  readonly #broken: Promise<never>

  private constructor(child: ChildProcess) {
    this.#child = child
    this.#broken = once(child, 'exit').then(() => {
      throw new Error('an engine broke down')
    })
    this.#broken.catch(() => {})
  }

  /** Started and warmed up for `warm` ms. */
  static async start(job: Job, warm: number): Promise<EngineProcess> {
    const own = new EngineProcess(fork(fileURLToPath(import.meta.url), { serialization: 'advanced' }))
    own.#child.send(job)
    await own.turn(warm)
    return own
  }

  async turn(least: number): Promise<number> {
    this.#child.send({ least })
    const answer = new Promise<number>((resolve) => {
      this.#child.once('message', resolve as (ms: unknown) => void)
    })
    return Promise.race([answer, this.#broken])
  }

  stop(): void {
    this.#child.kill()
  }
}

async function prepare({ engine, file, data, template }: Job): Promise<() => unknown> {
  const bytes = Buffer.from(file)
  const own = OWN[engine]
  if (own !== undefined) return own(bytes, data)
  const { PEERS } = await import('./engines.ts')
  const peer = PEERS[engine]
  if (peer === undefined) throw new Error(`There is no engine ${engine}.`)
  return () =>
    peer(
      bytes,
      data,
      TEMPLATES.find((each) => each.name === template),
    )
}

if (process.send !== undefined) {
  let call: (() => unknown) | undefined
  for await (const [message] of on(process, 'message') as AsyncIterable<[Job | { readonly least: number }]>) {
    if ('engine' in message) call = await prepare(message)
    else if (call !== undefined) process.send(await time(call, message.least))
  }
}
