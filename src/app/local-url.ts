/** The address by which this machine reaches a service on it. */

/** `0.0.0.0` and `::` are no addresses to call: what listens there listens on loopback, too. */
export function localUrl(host: string, port: number): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
