/** What a channel to the server is secured with. */
import { credentials, type ChannelCredentials } from '@grpc/grpc-js'
import { readFileSync } from 'node:fs'
import { UnsafeConnectionString } from './errors.ts'
import type { Settings } from './connection-settings.ts'

/** Reads the files that the settings name. Throws `UnsafeConnectionString` for one that cannot be used. */
export function channelCredentials(settings: Settings): ChannelCredentials {
  if (!settings.tls) return credentials.createInsecure()
  try {
    return credentials.createSsl(
      read('tlsCAFile', settings.tlsCAFile),
      read('userKeyFile', settings.userKeyFile),
      read('userCertFile', settings.userCertFile),
    )
  } catch (error) {
    if (error instanceof UnsafeConnectionString) throw error
    throw new UnsafeConnectionString('names certificates that cannot be used: each must be a file in PEM format', {
      cause: error,
    })
  }
}

function read(setting: string, file: string | undefined): Buffer | null {
  if (file === undefined) return null
  try {
    return readFileSync(file)
  } catch (error) {
    throw new UnsafeConnectionString(`names a file in ${setting} that cannot be read`, { cause: error })
  }
}
