/**
 * From when on events of this installation owe MACs, decided at a start and kept as a mark. Nothing is made anew in
 * silence: where events bear MACs, a key or a mark that is gone or was changed is told.
 */
import type { KeyObject } from 'node:crypto'
import type { EventStore, Position } from '../../../../ports/events/event-store.ts'
import type { MacMarks } from '../../../../ports/events/mac-marks.ts'
import { InstallationKeyGone, type KeyRing } from '../../../../ports/keys/key-ring.ts'
import { eventMacs, type EventMacs } from '../event-macs.ts'
import { openMark, sealMark, type MacMark } from './mac-mark.ts'

/** `accept`: reads both and writes none; `write`: writes them; `demand`: from now on every event must have one. */
export type MacMode = 'accept' | 'write' | 'demand'

/** Somebody wrote to the key or to the mark of MACs. */
export class BrokenEventMacs extends Error {
  override readonly name = 'BrokenEventMacs'
  /** What to correct before the next start. */
  readonly setting = 'DATABASE_URL'
}

export interface EventMacsDeps {
  readonly store: Pick<EventStore, 'readAll' | 'head' | 'compare'>
  readonly keys: KeyRing
  readonly marks: MacMarks
  readonly now: () => string
  /** Of the program, for the mark. */
  readonly version: string
}

export interface OpenedEventMacs {
  readonly macs: EventMacs
  /** Rejects with `BrokenEventMacs` where key or mark are not what they were; takes over a mark that was renewed. */
  check(): Promise<void>
  /** Throws `BrokenEventMacs` as long as there is no mark to go by: nothing may be appended. */
  assertKnown(): void
  /** An operator takes the history as it is: a mark that is broken, or not of this log, is made anew at its end. */
  accept(): Promise<void>
}

/**
 * Opens key and mark. `chosen` is the setting; without one MACs are demanded on an empty log and where this is the only
 * instance (`alone`), and written otherwise. Throws `BrokenEventMacs`, but for a mark when `takesBroken`: then nothing
 * may be appended until it is accepted.
 */
export async function openEventMacs(
  deps: EventMacsDeps,
  { chosen, alone, takesBroken }: { chosen: MacMode | undefined; alone: boolean; takesBroken: boolean },
): Promise<OpenedEventMacs> {
  const { store, marks } = deps
  const text = await marks.find()
  const isEmpty = (await store.head()) === undefined
  const mode = chosen ?? (isEmpty || alone ? 'demand' : 'write')
  const isFirst = text === undefined && (isEmpty || mode === 'accept' || !(await bearsMacs(store)))
  const key = await openKey(deps.keys, isFirst)
  const opened = new KeptMark(deps, key)
  if (isFirst && mode !== 'accept') await opened.begin(mode === 'write' ? 'none' : 'from_now_on')
  else if (!isFirst) await opened.read()
  if (!takesBroken) opened.assertKnown()
  if (mode === 'demand') await opened.demand()
  return opened
}

class KeptMark implements OpenedEventMacs {
  readonly macs: EventMacs
  readonly #deps: EventMacsDeps
  /** The last that was in order. */
  #mark: MacMark | undefined
  #broken: BrokenEventMacs | undefined

  constructor(deps: EventMacsDeps, key: KeyObject) {
    this.#deps = deps
    this.macs = eventMacs(key, (position) => this.#owedAt(position), false)
  }

  /** Makes the first mark, unless another instance was quicker. */
  async begin(owed: 'none' | 'from_now_on'): Promise<void> {
    const text = await this.#sealed(owed === 'none' ? owed : await this.#fromNowOn())
    this.#take(await this.#deps.marks.add(text))
  }

  async read(): Promise<void> {
    this.#take(await this.#deps.marks.find())
  }

  /** Demands MACs from now on, unless they are demanded already. */
  async demand(): Promise<void> {
    if (this.#mark?.owed === 'none') await this.#renew()
  }

  async check(): Promise<void> {
    await openKey(this.#deps.keys, false)
    // An instance that only accepts MACs may know of no mark.
    if (this.#mark !== undefined || this.#broken !== undefined) await this.read()
    if (this.#broken !== undefined) throw this.#broken
  }

  assertKnown(): void {
    if (this.#broken !== undefined && this.#mark === undefined) throw this.#broken
  }

  async accept(): Promise<void> {
    await this.read()
    if (this.#broken !== undefined || (await this.#isBeyondLog())) await this.#renew()
  }

  #owedAt(position: Position): boolean {
    const owed = this.#mark?.owed ?? 'none'
    return owed === 'all' || (owed !== 'none' && this.#deps.store.compare(position, owed.after) > 0)
  }

  async #isBeyondLog(): Promise<boolean> {
    const owed = this.#mark?.owed
    const head = await this.#deps.store.head()
    return typeof owed === 'object' && (head === undefined || this.#deps.store.compare(owed.after, head) > 0)
  }

  #take(text: string | undefined): void {
    const mark = text === undefined ? 'missing' : openMark(this.macs.key, text)
    const isOlder = typeof mark === 'object' && this.#mark !== undefined && mark.at < this.#mark.at
    const broken = isOlder ? 'set_back' : typeof mark === 'string' ? mark : undefined
    this.#broken = broken && new BrokenEventMacs(SAID[broken])
    if (broken !== undefined) return
    this.#mark = mark as MacMark
    this.macs.met()
  }

  async #renew(): Promise<void> {
    const text = await this.#sealed(await this.#fromNowOn())
    await this.#deps.marks.replace(text)
    this.#take(text)
  }

  async #fromNowOn(): Promise<MacMark['owed']> {
    const head = await this.#deps.store.head()
    return head === undefined ? 'all' : { after: head }
  }

  async #sealed(owed: MacMark['owed']): Promise<string> {
    const { now, version } = this.#deps
    const [at, before = ''] = [now(), this.#mark?.at]
    return sealMark(this.macs.key, { owed, at: at < before ? before : at, version })
  }
}

/** The key of MACs. Throws `BrokenEventMacs`. */
async function openKey(keys: KeyRing, make: boolean): Promise<KeyObject> {
  try {
    return await keys.installationKey('event-macs', { make })
  } catch (cause) {
    if (!(cause instanceof InstallationKeyGone)) throw cause
    throw new BrokenEventMacs(
      `The key of the events’ MACs (table data_keys, docgen:event-macs) is ${cause.how}, though there are events ` +
        'with MACs by it. Without it nobody can tell who wrote them. Restore that row from a backup of the database.',
      { cause },
    )
  }
}

const REMEDY =
  'Somebody wrote to the database. Restore that row from a backup, or look through the history with “docgen audit ' +
  'verify”, and take it as it is with “docgen projections rebuild --all”.'

const SAID = {
  missing:
    'The mark of the events’ MACs (table installation, event_macs) is missing, though there are events with MACs. ' +
    REMEDY,
  changed: `The mark of the events’ MACs (table installation, event_macs) was changed. ${REMEDY}`,
  set_back: `The mark of the events’ MACs (table installation, event_macs) was set back to an older one. ${REMEDY}`,
  other_key:
    'The key of the events’ MACs (table data_keys, docgen:event-macs) is another one than that of their mark (table ' +
    'installation, event_macs). Somebody wrote to the database. Restore both rows from one backup of it.',
} as const

/** How many events are looked at at once. */
const PAGE = 1000

/** Whether any event bears a MAC. It reads the log until it finds one: at the first start with a history, all of it. */
async function bearsMacs(store: EventMacsDeps['store']): Promise<boolean> {
  for (let after: string | undefined; ;) {
    const page = await store.readAll(after, PAGE)
    if (page.some(({ metadata }) => /"mac": ?"/.test(metadata))) return true
    after = page.at(-1)?.position
    if (page.length < PAGE) return false
  }
}
