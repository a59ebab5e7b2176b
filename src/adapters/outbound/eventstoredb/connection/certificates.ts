/** What a channel to the server is secured with. */
import { credentials, type ChannelCredentials } from '@grpc/grpc-js'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { UnsafeConnectionString } from './errors.ts'
import type { Settings } from './connection-settings.ts'

/** Reads the files that the settings name. Throws `UnsafeConnectionString` for one that cannot be used. */
export function channelCredentials({ tls, tlsCAFile, userKeyFile, userCertFile }: Settings): ChannelCredentials {
  if (!tls) return credentials.createInsecure()
  return credentials.createSsl(
    read('tlsCAFile', tlsCAFile, (bytes) => new X509Certificate(bytes)),
    read('userKeyFile', userKeyFile, (bytes) => createPrivateKey(bytes)),
    read('userCertFile', userCertFile, (bytes) => new X509Certificate(bytes)),
  )
}

/** `check` throws for what TLS would pass over in silence: a file that holds something else. */
function read(setting: string, file: string | undefined, check: (bytes: Buffer) => unknown): Buffer | null {
  if (file === undefined) return null
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw new UnsafeConnectionString(`names a file in ${setting} that cannot be read`, { cause: error })
  }
  try {
    check(bytes)
    return bytes
  } catch (error) {
    throw new UnsafeConnectionString(`names a file in ${setting} that holds no certificate or key in PEM format`, {
      cause: error,
    })
  }
}
