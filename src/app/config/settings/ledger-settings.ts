/** The settings of the ledger: when heads are signed, where they are kept, and when the history is verified. */
import { z } from 'zod'
import { InvalidConfig } from '../invalid-config.ts'
import { text, wholeNumber } from '../value-kinds.ts'

const witness = z
  .string()
  .regex(/^https?:\/\/./, 'must be an address like https://witness.example.com/heads')
  .refine((written) => URL.canParse(written), 'must be an address like https://witness.example.com/heads')

/** `30`, or `30 GOVERNANCE`. */
const lock = z.string().transform((written, context) => {
  const [, days, mode = 'COMPLIANCE'] = /^(\d{1,5})(?: (COMPLIANCE|GOVERNANCE))?$/i.exec(written.trim()) ?? []
  if (days !== undefined && Number(days) > 0)
    return { days: Number(days), mode: mode.toUpperCase() as 'COMPLIANCE' | 'GOVERNANCE' }
  context.addIssue('takes a number of days like 3650, or 3650 GOVERNANCE')
  return z.NEVER
})

/** For the table of settings. */
export const LEDGER_SETTINGS = {
  heads_seconds: {
    name: 'DOCGEN_HEADS_SECONDS',
    reads: wholeNumber(1, 86_400),
    default: '60',
    means: 'the least time in seconds between two [signed heads](#the-ledger-and-its-heads) of the history',
  },
  heads_key_days: {
    name: 'DOCGEN_HEADS_KEY_DAYS',
    reads: wholeNumber(1, 3660),
    default: '365',
    means: 'days after which a new key signs heads',
  },
  heads_dir: {
    name: 'DOCGEN_HEADS_DIR',
    reads: text,
    means: 'a folder that keeps each head, best on another machine',
  },
  heads_bucket: {
    name: 'DOCGEN_HEADS_BUCKET',
    reads: z.string().min(3, 'must have at least 3 characters'),
    means: 'a bucket that keeps each head, reached as `S3_ENDPOINT` and the others say',
  },
  heads_bucket_lock: {
    name: 'DOCGEN_HEADS_BUCKET_LOCK',
    reads: lock,
    otherwise: 'no lock',
    means: 'days for which the bucket’s object lock keeps a head, `3650` (COMPLIANCE) or `3650 GOVERNANCE`',
  },
  heads_url: {
    name: 'DOCGEN_HEADS_URL',
    reads: witness,
    hides: 'credentials',
    means: 'a witness that gets each head by POST, and may answer with a signature of its own',
  },
  verify_new_hours: {
    name: 'DOCGEN_VERIFY_NEW_HOURS',
    reads: wholeNumber(0, 8784),
    default: '1',
    means: 'hours between two [verifications](#verifying-the-history) of what is new; 0: never',
  },
  verify_all_hours: {
    name: 'DOCGEN_VERIFY_ALL_HOURS',
    reads: wholeNumber(0, 8784),
    default: '24',
    means: 'hours between two verifications of the whole history; 0: never',
  },
} as const

type Values = {
  readonly [Field in keyof typeof LEDGER_SETTINGS]: z.output<(typeof LEDGER_SETTINGS)[Field]['reads']> | undefined
}

export interface LedgerConfig {
  readonly head_seconds: number
  readonly key_days: number
  /** Where heads are kept beside the database; those that are set. */
  readonly folder: string | undefined
  readonly bucket: { readonly name: string; readonly lock: z.output<typeof lock> | undefined } | undefined
  readonly url: string | undefined
  readonly schedule: { readonly new_hours: number; readonly all_hours: number }
}

/** Throws `InvalidConfig` for a lock without a bucket. */
export function ledgerConfig(values: Values): LedgerConfig {
  const { heads_bucket, heads_bucket_lock } = values
  if (heads_bucket === undefined && heads_bucket_lock !== undefined)
    throw new InvalidConfig('DOCGEN_HEADS_BUCKET_LOCK: set DOCGEN_HEADS_BUCKET, too, and start again.')
  return {
    head_seconds: values.heads_seconds ?? 0,
    key_days: values.heads_key_days ?? 0,
    folder: values.heads_dir,
    bucket: heads_bucket === undefined ? undefined : { name: heads_bucket, lock: heads_bucket_lock },
    url: values.heads_url,
    schedule: { new_hours: values.verify_new_hours ?? 0, all_hours: values.verify_all_hours ?? 0 },
  }
}
