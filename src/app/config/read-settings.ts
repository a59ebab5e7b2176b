/** Reads the environment, and the files that it names, by the table of settings, and tells all that is wrong. */
import type { Environment, SettingProblem } from './environment.ts'
import { settingText } from './setting-text.ts'
import { SETTINGS, type Setting, type SettingValues } from './settings-table.ts'
import { unknownNames } from './unknown-names.ts'

export interface ReadSettings {
  /** Undefined while there are problems. */
  readonly values: SettingValues | undefined
  readonly problems: readonly SettingProblem[]
}

const REMEDY = 'Correct it in the environment and start again.'
const remedyIn = (file: string | undefined): string =>
  file === undefined ? REMEDY : `It stands in “${file}”: correct it there and start again.`

/** Reads all settings. Problems come in the order of the table, names that are none last. */
export function readSettings(env: Environment): ReadSettings {
  const problems: SettingProblem[] = []
  const values: Record<string, unknown> = {}
  for (const [field, setting] of Object.entries<Setting>(SETTINGS)) {
    const { text, problem, file } = settingText(env, setting)
    if (problem !== undefined) {
      problems.push({ setting: setting.name, message: problem })
      continue
    }
    const written = text ?? setting.default
    if (written === undefined) continue
    const read = setting.reads.safeParse(written)
    if (read.success) values[field] = read.data
    else
      problems.push({
        setting: setting.name,
        message: `${setting.name}: ${read.error.issues[0]?.message ?? 'cannot be used'}. ${remedyIn(file)}`,
      })
  }
  problems.push(...unknownNames(env))
  return { values: problems.length === 0 ? (values as unknown as SettingValues) : undefined, problems }
}
