/**
 * Finds the Node that DocGen runs on: the one this process runs on if it is 24 or newer, else the pinned one that `npm ci` installed.
 * Plain JavaScript without dependencies, because it has to run on whatever Node the machine has.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NEEDED = 24

/** The path of a Node >= 24, or undefined. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath
  const pinned = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  return existsSync(pinned) ? pinned : undefined
}

export function missingNodeMessage() {
  return [
    `DocGen needs Node ${NEEDED}; this is Node ${process.versions.node}.`,
    process.platform === 'linux'
      ? 'Run `npm ci` in this folder: it brings the pinned Node along.'
      : `No Node ${NEEDED} package exists for ${process.platform}: install Node ${NEEDED} (https://nodejs.org) and put it on the PATH.`,
  ].join('\n')
}
