/** A cable between a service and its database, which can be cut, or go dead without either end hearing of it. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export class Cable {
  readonly #ends = new Set<Socket>()
  /** Ends of connections that were abandoned. */
  #abandoned: Socket[] = []
  #dead = false
  port = 0

  static async lay(host: string, port: number): Promise<Cable> {
    const cable = new Cable()
    const server = createServer((near) => {
      const far = connect({ host, port })
      cable.#join(near, far)
      cable.#join(far, near)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    server.unref()
    cable.port = (server.address() as AddressInfo).port
    return cable
  }

  /** Both ends hear of it at once. */
  cut(): void {
    for (const end of this.#ends) end.resetAndDestroy()
  }

  /**
   * Nothing passes over the connections there are, ever again, and neither end hears of it; new ones work. The next
   * time, the server has found out by its own probes, which this end of the cable would answer.
   */
  abandon(): void {
    for (const end of this.#abandoned) end.resetAndDestroy()
    this.#abandoned = [...this.#ends]
    for (const end of this.#ends) end.pause()
    this.#ends.clear()
  }

  /** Nothing passes, in either direction, until the function it gives is called. */
  silence(): () => void {
    this.#dead = true
    for (const end of this.#ends) end.pause()
    return () => {
      this.#dead = false
      for (const end of this.#ends) end.resume()
    }
  }

  #join(from: Socket, to: Socket): void {
    this.#ends.add(from)
    from.setNoDelay(true)
    from.on('data', (chunk: Buffer) => void to.write(chunk))
    from.on('error', () => undefined)
    from.on('end', () => void to.end())
    from.on('close', () => {
      this.#ends.delete(from)
      to.destroy()
    })
    if (this.#dead) from.pause()
  }
}
