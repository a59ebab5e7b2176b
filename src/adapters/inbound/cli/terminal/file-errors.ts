/** Errors of the file system, in words. */
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'

export const readFailure = (file: string, error: unknown): CommandFailed =>
  codeOf(error) === 'ENOENT'
    ? new CommandFailed('not_found', EXIT.not_found, `There is no file “${file}” here.`, { file })
    : new CommandFailed('unreadable', EXIT.unexpected, `“${file}” cannot be read: ${reasonOf(error)}`, { file })

export const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not.',
  EPERM: 'you may not.',
  EISDIR: 'it is a folder.',
  ENOENT: 'its folder does not exist.',
  ENOSPC: 'the disk is full.',
  EROFS: 'the disk is read-only.',
}

export const reasonOf = (error: unknown): string =>
  REASONS[String(codeOf(error))] ?? (error instanceof Error ? `${error.message}.` : String(error))
