/** What each setting is, for `docgen config check`: its value as it may be shown, and where that comes from. */
import { connectionAddress } from '../compose/stores/connection-address.ts'
import type { Environment } from './environment.ts'
import { settingText } from './setting-text.ts'
import { SETTINGS, type Setting } from './settings-table.ts'

export interface DescribedSetting {
  readonly name: string
  /** As text of the environment; secrets are left out. Null where it is not set and has no default. */
  readonly value: string | null
  readonly from: 'environment' | 'file' | 'default'
  /** The file that holds it. */
  readonly file?: string
}

const HIDDEN = '(set, not shown)'
const UNUSABLE = '(cannot be used)'

/** All settings in the order of the table. */
export const describeSettings = (env: Environment): DescribedSetting[] =>
  Object.values<Setting>(SETTINGS).map((setting) => {
    const { text, from, file, problem } = settingText(env, setting)
    const value =
      problem !== undefined ? UNUSABLE : text === undefined ? (setting.default ?? null) : shown(setting, text)
    return { name: setting.name, value, from, ...(file === undefined ? {} : { file }) }
  })

function shown({ hides, reads }: Setting, written: string): string {
  if (hides === undefined) return written
  // What cannot be read as an address may be a secret in the wrong place.
  return hides === 'credentials' && reads.safeParse(written).success ? connectionAddress(written) || written : HIDDEN
}
