/** Finds out before anything is opened whether an address can be listened on. */
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Listens and stops at once. Rejects as `listen` does: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, `ENOTFOUND`. */
export async function tryListening(host: string, port: number): Promise<void> {
  const server = createServer()
  server.listen({ host, port })
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}
