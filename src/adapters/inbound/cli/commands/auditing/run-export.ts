/** Writes the audit into a file, and goes on where an export before broke off. */
import { open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ApiClient, AuditQuery } from '../../service/api-client.ts'
import type { CliEnvironment } from '../../environment.ts'
import { EXIT } from '../../exit-codes.ts'
import { CommandFailed } from '../../failure.ts'
import { reasonOf } from '../../terminal/file-errors.ts'
import type { Printer } from '../../terminal/printer.ts'
import { findLastLine } from './last-line.ts'

interface ExportRequest {
  readonly out: string | undefined
  readonly format: string | undefined
  readonly filter: AuditQuery
}

type Format = 'jsonl' | 'csv'

/** The pauses before an export that broke off goes on; it is given up when no line came between them. */
const PAUSES_MS = [200, 1000, 5000]

/** Throws `CommandFailed` for a file that is no export, or cannot be written, and for an end that did not come. */
export async function runExport(
  { cwd, stdout }: CliEnvironment,
  client: ApiClient,
  printer: Printer,
  { out, format: asked, filter }: ExportRequest,
): Promise<void> {
  const format = formatOf(asked, out)
  if (out === undefined) {
    for await (const chunk of await client.exportAudit({ ...filter, format }))
      if (!stdout.write(chunk)) await new Promise<void>((resolve) => stdout.once('drain', resolve))
    return
  }
  const file = await openFile(path.resolve(cwd, out), out)
  try {
    const bytes = await fill(file, client, out, format, filter)
    printer.result({ file: out, bytes }, () => [`Exported to ${out} (${bytes.toLocaleString('en')} bytes).`])
  } finally {
    await file.close()
  }
}

function formatOf(asked: string | undefined, out: string | undefined): Format {
  const format = asked ?? (out?.endsWith('.csv') === true ? 'csv' : 'jsonl')
  if (format === 'jsonl' || format === 'csv') return format
  throw new CommandFailed('usage', EXIT.usage, '--format is jsonl or csv.')
}

async function openFile(file: string, name: string): Promise<FileHandle> {
  try {
    // Made where it is not there, and never emptied.
    return await open(file, 'a+').then(async (made) => {
      await made.close()
      return open(file, 'r+')
    })
  } catch (error) {
    throw new CommandFailed('unwritable', EXIT.unexpected, `“${name}” cannot be written: ${reasonOf(error)}`, {
      file: name,
    })
  }
}

/** Appends what is missing; gives the size of the whole. */
async function fill(
  file: FileHandle,
  client: ApiClient,
  name: string,
  format: Format,
  filter: AuditQuery,
): Promise<number> {
  for (let failed = 0; ; failed++) {
    const last = await findLastLine(file, format)
    if (last === undefined)
      throw new CommandFailed('conflict', EXIT.conflict, `“${name}” holds something else. Choose another file.`, {
        file: name,
      })
    const { cursor } = last
    // What broke off within a line is written again.
    await file.truncate(last.end)
    let end = last.end
    try {
      const query = { ...filter, format, ...(cursor === undefined ? {} : { cursor }) }
      for await (const chunk of await client.exportAudit(query)) {
        await file.write(chunk, 0, chunk.length, end)
        end += chunk.length
      }
      return end
    } catch (error) {
      if (error instanceof CommandFailed || !(error instanceof TypeError)) throw error
      if (end > last.end) failed = 0
      const pause = PAUSES_MS[failed]
      if (pause === undefined)
        throw new CommandFailed(
          'unavailable',
          EXIT.unavailable,
          `The service broke off. Run the same command again: it goes on from ${name}.`,
          { file: name },
        )
      await wait(pause)
    }
  }
}
