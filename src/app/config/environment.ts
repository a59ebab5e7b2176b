/** The environment of a process, and what can be wrong with one setting in it. */

export type Environment = Readonly<Record<string, string | undefined>>

/** Something wrong with one setting. */
export interface SettingProblem {
  readonly setting: string
  /** The name, what is wrong, and what to do. */
  readonly message: string
}

/** The text of a setting; undefined where it is not set, or empty, which a compose file cannot tell from that. */
export const textOf = (env: Environment, { name }: { readonly name: string }): string | undefined =>
  env[name] || undefined
