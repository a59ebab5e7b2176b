/**
 * Takes the data keys to the current master key, some at a time. Wherever it ends, each data key is wrapped by the
 * former or by the current one, so that it goes on where it stopped, on any instance and on several at once.
 */
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import type { DataKeys, Rewrapped, WrappedKey } from '../../ports/keys/data-keys.ts'
import { NotWrapped, type MasterKey, type MasterKeys } from '../../ports/keys/master-keys.ts'
import type { Logger } from '../../ports/logger.ts'

export interface MasterKeyRotationDeps {
  readonly masterKeys: MasterKeys
  readonly dataKeys: DataKeys
  readonly logger: Logger
}

/** What a step did. */
export interface RotationStep {
  /** Data keys that are wrapped by the current master key now, and were not before. */
  readonly rewrapped: number
  /** Give it to the next step; null once all were looked at. */
  readonly next: string | null
  /** Subjects whose data keys do not open: nobody can, since somebody changed them. They stay as they are. */
  readonly damaged: readonly string[]
}

const PAGE = 500
/** How many are with a key service at once. */
const AT_ONCE = 16

/**
 * Begins a rotation, so that from now on new data keys are wrapped by the current master key. A master key in the data
 * folder is replaced by a new one. Throws `Refused` (`conflict`) where no other master key is set to go to.
 */
export async function beginRotation({ masterKeys, dataKeys, logger }: MasterKeyRotationDeps): Promise<void> {
  const before = await dataKeys.wrappingKey(masterKeys.current.id)
  const left = await dataKeys.wrappedByOthers(masterKeys.current.id, undefined, 1)
  if (before === masterKeys.current.id && left.length === 0 && !(await finishEarlier(masterKeys))) {
    await (masterKeys.renew ?? (() => refuseSameKey(before)))()
  }
  await dataKeys.wrapBy(masterKeys.current.id)
  if (before !== masterKeys.current.id)
    logger.info({ from: before, to: masterKeys.current.id }, 'new data keys are wrapped by another master key')
}

const refuseSameKey = (master_key: string): never =>
  unwrap(
    fail(
      'conflict',
      `All data keys are wrapped by ${master_key}, which is the one that is set. To go to another one, name it in ` +
        'DOCGEN_MASTER_KEY (or DOCGEN_MASTER_KEY_KMS) and this one in DOCGEN_MASTER_KEY_FORMER, on every instance.',
      { master_key },
    ),
  )

/** Whether a rotation of before had only to remove its former key. */
async function finishEarlier({ former, removeFormer }: MasterKeys): Promise<boolean> {
  if (removeFormer === undefined || former.length === 0) return false
  await removeFormer()
  return true
}

/** Rewraps up to 500 data keys after the one that the step before named. */
export async function rotateSome(
  { masterKeys, dataKeys, logger }: MasterKeyRotationDeps,
  after: string | undefined,
): Promise<RotationStep> {
  const { current, former } = masterKeys
  const held = new Map([...former, current].map((key) => [key.id, key]))
  const page = await dataKeys.wrappedByOthers(current.id, after, PAGE)
  const rewrapped: Rewrapped[] = []
  const damaged: string[] = []
  for (let at = 0; at < page.length; at += AT_ONCE)
    for (const one of await Promise.all(page.slice(at, at + AT_ONCE).map((key) => rewrap(key, held, current))))
      if (typeof one === 'string') damaged.push(one)
      else rewrapped.push(one)
  const done = await dataKeys.rewrap(current.id, rewrapped)
  for (const subject of damaged) logger.error({ subject }, 'a data key does not open with the master key that it names')
  const last = page.at(-1)
  if (last !== undefined) return { rewrapped: done, next: last.subject, damaged }
  if ((await dataKeys.wrappedByOthers(current.id, undefined, 1)).length === 0) await masterKeys.removeFormer?.()
  return { rewrapped: done, next: null, damaged }
}

async function rewrap(
  { subject, wrapped, master_key }: WrappedKey & { readonly subject: string },
  held: ReadonlyMap<string, MasterKey>,
  current: MasterKey,
): Promise<Rewrapped | string> {
  const master = held.get(master_key)
  if (master === undefined)
    return unwrap(
      fail(
        'conflict',
        `Data keys are still wrapped by ${master_key}, which this instance does not hold. Name it in ` +
          'DOCGEN_MASTER_KEY_FORMER, start again, and rotate again.',
        { master_key },
      ),
    )
  try {
    return { subject, before: wrapped, after: await current.wrap(await master.unwrap(wrapped, subject), subject) }
  } catch (error) {
    if (error instanceof NotWrapped) return subject
    throw error
  }
}
