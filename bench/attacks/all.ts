/** The attacks, and what the machine gives without any. */
import { Worker } from 'node:worker_threads'
import type { Attack } from './attack.ts'
import { BODIES } from './bodies.ts'
import { DOCUMENTS } from './costly-documents.ts'
import { FILES } from './files.ts'
import { OVER_LIMITS } from './over-limits.ts'

const WAIT_MS = 1_000

const nothing: Attack = {
  name: 'nothing: the floor of this machine',
  prepare: async () => async () => {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    return {}
  },
}

/** An attacker keeps a processor of this machine busy, whatever is sent. */
const neighbour: Attack = {
  name: 'nothing is sent, a processor is kept busy',
  prepare: async () => async () => {
    const busy = new Worker('for (;;);', { eval: true })
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    await busy.terminate()
    return {}
  },
}

export const ATTACKS: readonly Attack[] = [nothing, neighbour, ...BODIES, ...FILES, ...DOCUMENTS, ...OVER_LIMITS]
