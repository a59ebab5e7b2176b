/** Gives the thread that calls it less of a busy processor than the one that answers requests gets. */
import { constants, getPriority, setPriority } from 'node:os'

/** On Linux alone a priority is that of a thread (setpriority(2)); elsewhere it would be that of the process. */
export function letOthersFirst(): void {
  if (process.platform !== 'linux') return
  try {
    // The service may have been started with a niceness of its own.
    setPriority(0, Math.min(constants.priority.PRIORITY_LOW, getPriority() + NICENESS))
  } catch {
    // Not allowed here: then all threads are alike.
  }
}

/** A third of what the other gets where both want all. */
const NICENESS = 5
