/** Waits for a service that was started as a process. */
import type { ChildProcess } from 'node:child_process'

/** The address that it prints once it serves. Rejects with all that it said where it ends before. */
export function listeningUrl(service: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    service.once('exit', (code) => reject(new Error(`The service ended with ${code}:\n${said}`)))
    service.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
      if (url !== undefined) resolve(url)
    })
  })
}
