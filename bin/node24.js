/**
 * Finds the Node that DocGen runs on: the one this process runs on if it is new enough, else the pinned one that `npm
 * ci` installed in the clone, else one on the PATH. Plain JavaScript without dependencies, because it has to run on
 * whatever Node the machine has.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCE = new URL('../src/main.ts', import.meta.url)

/** The clone's source in TypeScript, or what the package has compiled from it. */
export const MAIN = existsSync(SOURCE) ? SOURCE : new URL('../dist/main.js', import.meta.url)

/** Types are stripped quietly from 24 on; what is compiled runs on an older one. */
const NEEDED = MAIN === SOURCE ? [24, 0] : [22, 19]

/**
 * How the service runs Node. V8 leaves garbage lying while the machine has memory to spare; with these a rebuild needs
 * about half of it and a command is as fast (`npm run bench:memory`, `bench:commands`). `npm start` and the Dockerfile
 * say the same.
 */
export const NODE_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=50']

/** The path of such a Node, or undefined. */
export function findNode() {
  if (isEnough(process.versions.node)) return process.execPath
  // npm 9 (Debian 12's) leaves out the link in .bin.
  const pinned = ['.bin/node', `node-linux-${process.arch}/bin/node`].map((file) =>
    fileURLToPath(new URL(`../node_modules/${file}`, import.meta.url)),
  )
  return [...pinned, ...onPath('node24'), ...onPath('node')].find(isNewEnough)
}

/** What to tell somebody whose machine has no such Node. */
export function missingNodeMessage() {
  const wanted = NEEDED.join('.')
  return [
    `DocGen needs Node ${wanted} or newer; this is Node ${process.versions.node}, and no newer one is installed here or on the PATH.`,
    MAIN === SOURCE && process.platform === 'linux'
      ? 'Run `npm ci` in this folder: it brings the pinned Node along.'
      : `Install Node ${NEEDED[0]} (https://nodejs.org) and put it on the PATH.`,
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
  return status === 0 && isEnough(stdout.trim().replace(/^v/, ''))
}

function isEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
}
