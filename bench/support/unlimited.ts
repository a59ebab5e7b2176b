/** The environment of a service without limits for one caller: benches are one caller. */
export const UNLIMITED: Readonly<Record<string, string>> = Object.fromEntries(
  ['READS', 'WRITES', 'UPLOADS', 'DOCUMENTS', 'WRONG_KEYS', 'UNKNOWN_CALLERS', 'AT_ONCE', 'STREAMS']
    .map((name) => `DOCGEN_LIMIT_${name}`)
    .concat('DOCGEN_QUOTA_OPEN')
    .map((name) => [name, '0']),
)
