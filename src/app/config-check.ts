/** `docgen config check`: what the environment says, what of it would keep a service from starting, and what is odd. */
import type { ConfigReport } from '../adapters/inbound/cli/environment.ts'
import { describeStores } from './compose/stores/describe-stores.ts'
import { checkSettings, warnings } from './compose/settings.ts'
import { configFrom, type Config } from './config.ts'
import { describeSettings } from './config/describe-settings.ts'
import { InvalidConfig } from './config/invalid-config.ts'
import type { Environment } from './config/environment.ts'
import { readSettings } from './config/read-settings.ts'

/** Opens nothing, unless it is to `connect`: then each store is tried, and closed again. */
export async function checkConfig(env: Environment, connect: boolean): Promise<ConfigReport> {
  const problems: string[] = []
  const config = checkedConfig(env, problems)
  const { tryStores } = await import('./compose/stores/try-stores.ts')
  return {
    settings: describeSettings(env),
    places: config === undefined ? [] : describeStores(config),
    problems,
    warnings: config === undefined ? [] : warnings(config),
    tries: connect && config !== undefined && problems.length === 0 ? await tryStores(config) : [],
  }
}

/** Undefined where the values themselves are wrong. */
function checkedConfig(env: Environment, problems: string[]): Config | undefined {
  const read = readSettings(env)
  problems.push(...read.problems.map(({ message }) => message))
  if (read.values === undefined) return undefined
  try {
    const config = configFrom(read.values, env)
    checkSettings(config)
    return config
  } catch (error) {
    if (!(error instanceof InvalidConfig)) throw error
    problems.push(error.message)
    return undefined
  }
}
