/** `service.json` in the data folder: at which address the service that holds the folder runs, and with which key. Its owner's alone to read. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

const serviceSchema = z.object({
  /** `http://127.0.0.1:8080`. */
  url: z.url({ protocol: /^https?$/ }),
  key: z.string().min(1),
  pid: z.int().min(1),
})
export type Service = z.infer<typeof serviceSchema>

const fileIn = (folder: string): string => path.join(folder, 'service.json')

/** Written once the service answers; replaces what a killed one left behind. */
export async function writeServiceFile(folder: string, service: Service): Promise<void> {
  const half = `${fileIn(folder)}.${process.pid}`
  await writeFile(half, JSON.stringify(service), { mode: 0o600 })
  await rename(half, fileIn(folder))
}

/** Taken away when the service ends, unless another one has written its own by then. */
export async function removeServiceFile(folder: string, pid: number): Promise<void> {
  const current = await readServiceFile(folder)
  if (current?.pid === pid) await rm(fileIn(folder), { force: true })
}

/** The service that says it holds the folder; undefined when none does, or its process is gone. */
export async function readServiceFile(folder: string): Promise<Service | undefined> {
  let text: string
  try {
    text = await readFile(fileIn(folder), 'utf8')
  } catch {
    return undefined
  }
  const parsed = serviceSchema.safeParse(parseJson(text))
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is one, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
