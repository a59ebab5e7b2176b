/**
 * Finds the Node that DocGen runs on: the one this process runs on if it is 24 or newer, else the pinned one that `npm
 * ci` installed, else one on the PATH. Plain JavaScript without dependencies, because it has to run on whatever Node
 * the machine has.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED = 24

/**
 * How the service runs Node. V8 leaves garbage lying while the machine has memory to spare; with these a rebuild needs
 * about half of it and a command is as fast (`npm run bench:memory`, `bench:commands`). `npm start` and the Dockerfile
 * say the same.
 */
export const NODE_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=50']

/** The path of a Node >= 24, or undefined. */
export function findNode() {
  if (major(process.versions.node) >= NEEDED) return process.execPath
  // npm 9 (Debian 12's) leaves out the link in .bin.
  const pinned = ['.bin/node', `node-linux-${process.arch}/bin/node`].map((file) =>
    fileURLToPath(new URL(`../node_modules/${file}`, import.meta.url)),
  )
  return [...pinned, ...onPath('node24'), ...onPath('node')].find(isNewEnough)
}

/** What to tell somebody whose machine has no such Node. */
export function missingNodeMessage() {
  return [
    `DocGen needs Node ${NEEDED} or newer; this is Node ${process.versions.node}, and no newer one is installed here or on the PATH.`,
    process.platform === 'linux'
      ? 'Run `npm ci` in this folder: it brings the pinned Node along.'
      : `No Node ${NEEDED} package exists for ${process.platform}: install Node ${NEEDED} (https://nodejs.org) and put it on the PATH.`,
  ].join('\n')
}

/** The programs of that name on the PATH, in its order. */
function onPath(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, file))
}

function isNewEnough(node) {
  if (!existsSync(node)) return false
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8', timeout: 10_000 })
  return status === 0 && major(stdout.trim().replace(/^v/, '')) >= NEEDED
}

const major = (version) => Number(version.split('.')[0])
