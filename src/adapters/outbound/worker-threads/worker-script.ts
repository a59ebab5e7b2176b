/** Where a worker's module is: a `.ts` file in the clone, the `.js` file compiled from it in the package. */
import path from 'node:path'

/** The module of that name in this folder. */
export const workerScript = (name: 'compile-worker' | 'render-worker' | 'reading-worker'): URL =>
  new URL(`${name}${path.extname(import.meta.url)}`, import.meta.url)
