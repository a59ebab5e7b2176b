/** Runs a read model's subscription, and rebuilds the read model first when its version has changed. */
import { subscriberOf, type Projection } from '../projection.ts'
import { runSubscription, type RunnerDeps, type Subscription } from '../runner.ts'
import { rebuild } from './rebuild.ts'

/** Runs the subscription. Older tables are rebuilt first; tables of a newer version are left to newer instances. */
export function runProjection(deps: RunnerDeps, projection: Projection, signal: AbortSignal): Subscription {
  return runSubscription(deps, subscriberOf(projection), signal, async (session, held, taken) => {
    const { version } = await session.open()
    if (version === projection.version) return
    if (version > projection.version) {
      throw new Error(
        `The read model “${projection.name}” was built by a newer version of DocGen, and is left to it. To go ` +
          'back for good, rebuild it.',
      )
    }
    deps.logger.info(
      { projection: projection.name, from: version, to: projection.version },
      'read model has a new version and is rebuilt',
    )
    taken()
    await rebuild(deps, projection, held)
  })
}
