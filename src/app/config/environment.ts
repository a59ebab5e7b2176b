/** The environment of a process, and what can be wrong with one setting in it. */

export type Environment = Readonly<Record<string, string | undefined>>

/** Something wrong with one setting. */
export interface SettingProblem {
  readonly setting: string
  /** The name, what is wrong, and what to do. */
  readonly message: string
}
