/** The exit codes of `docgen`, as `docs/cli.md` tells them. */
import type { ErrorCode } from '../../../domain/kernel/errors.ts'

export const EXIT = {
  ok: 0,
  /** Unforeseen: a bug, or a full disk. */
  unexpected: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** The template, its questions or an answer is not accepted. */
  invalid: 3,
  not_found: 4,
  /** Somebody else was faster, it is in the wrong state for this, or the file exists already. */
  conflict: 5,
  /** No key, an unknown one, or one without the role. */
  unauthorised: 6,
  /** The service or the data folder cannot be used now; try again. */
  unavailable: 7,
  /** Answers are missing, and there is nobody to ask. */
  incomplete: 8,
  /** The document could not be made. */
  failed: 9,
  /** A document is not what was made. */
  altered: 10,
  /** A verification of the history found something. */
  tampered: 11,
  /** Ctrl+C. */
  interrupted: 130,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The codes of errors, of the domain and of the API, as exit codes. */
const BY_ERROR: Readonly<Record<ErrorCode, ExitCode>> = {
  invalid: EXIT.invalid,
  invalid_answer: EXIT.invalid,
  invalid_template: EXIT.invalid,
  unprocessable: EXIT.invalid,
  too_large: EXIT.invalid,
  unsupported_media_type: EXIT.invalid,
  idempotency_mismatch: EXIT.conflict,
  unauthenticated: EXIT.unauthorised,
  forbidden: EXIT.unauthorised,
  not_found: EXIT.not_found,
  conflict: EXIT.conflict,
  precondition_failed: EXIT.conflict,
  too_many: EXIT.unavailable,
  unavailable: EXIT.unavailable,
  storage_full: EXIT.unavailable,
}

/** 1 for a code that is not known. */
export const exitCodeOf = (code: string): ExitCode =>
  Object.hasOwn(BY_ERROR, code) ? BY_ERROR[code as ErrorCode] : EXIT.unexpected
