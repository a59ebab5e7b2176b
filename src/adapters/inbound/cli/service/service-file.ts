/**
 * `service.json` in the data folder: the address and the key of the service that runs on it. Only the owner can read
 * it.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

const serviceSchema = z.object({
  /** `http://127.0.0.1:8080`. */
  url: z.url({ protocol: /^https?$/ }),
  key: z.string().min(1),
  pid: z.int().min(1),
})
export type ServiceAddress = z.infer<typeof serviceSchema>

/** The file of the first service of a folder; further ones, which share its database, have a file each. */
const FIRST_FILE = 'service.json'
const FURTHER_FILE = /^service-\d+\.json$/

/** Writes the file once the service answers. Makes the folder if missing; replaces files of dead services. */
export async function writeServiceFile(folder: string, service: ServiceAddress): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await listServiceFiles(folder))
    if ((await readIfAlive(path.join(folder, name))) === undefined) await rm(path.join(folder, name), { force: true })
  const first = await readIfAlive(path.join(folder, FIRST_FILE))
  const file = path.join(
    folder,
    first === undefined || first.pid === service.pid ? FIRST_FILE : `service-${service.pid}.json`,
  )
  const half = `${file}.${process.pid}`
  await writeFile(half, JSON.stringify(service), { mode: 0o600 })
  await rename(half, file)
}

/** Removes the file of this process when its service ends. */
export async function removeServiceFile(folder: string, pid: number): Promise<void> {
  for (const name of await listServiceFiles(folder))
    if ((await readIfAlive(path.join(folder, name)))?.pid === pid) await rm(path.join(folder, name), { force: true })
}

/** A service that says it works on the folder; undefined when none does, or its process is gone. */
export async function readServiceFile(folder: string): Promise<ServiceAddress | undefined> {
  for (const name of await listServiceFiles(folder)) {
    const service = await readIfAlive(path.join(folder, name))
    if (service !== undefined) return service
  }
  return undefined
}

async function listServiceFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => name === FIRST_FILE || FURTHER_FILE.test(name))
    .sort((a, b) => Number(b === FIRST_FILE) - Number(a === FIRST_FILE))
}

async function readIfAlive(file: string): Promise<ServiceAddress | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
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
    // EPERM: the process exists and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
