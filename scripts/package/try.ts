/**
 * `npm run package:try`: packs, installs the package in an empty folder as a user would, and makes a document with it,
 * on the Node that the clone has and on the oldest that the package takes. Fails if it brings a Node or is too large.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pack } from './pack.ts'

const OLDEST_NODE = '22.19.0'
/** Of what is installed, in megabytes. */
const MOST_MB = 210

const folder = mkdtempSync(path.join(tmpdir(), 'docgen-package-'))
try {
  const archive = pack(folder)
  const user = path.join(folder, 'user')
  install(user, archive)
  check(user)
  makeDocument(user, process.execPath)
  const older = path.join(folder, 'older')
  install(older, `node-linux-${process.arch}@${OLDEST_NODE}`)
  makeDocument(user, path.join(older, `node_modules/node-linux-${process.arch}/bin/node`))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function install(into: string, what: string): void {
  mkdirSync(into)
  writeFileSync(path.join(into, 'package.json'), '{"private":true}')
  const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', ...flags, what], { cwd: into, stdio: 'inherit' })
}

function check(user: string): void {
  const modules = path.join(user, 'node_modules')
  const brought = readdirSync(modules).filter((name) => name.startsWith('node-linux'))
  if (brought.length > 0) throw new Error(`The package brings a Node: ${brought.join(', ')}.`)
  // In kilobytes, because du rounds megabytes up.
  const size = Number(execFileSync('du', ['-sk', modules], { encoding: 'utf8' }).split('\t')[0]) / 1024
  console.log(`Installed: ${size.toFixed(1)} MB`)
  if (size >= MOST_MB)
    throw new Error(`The package takes ${size.toFixed(1)} MB when it is installed; ${MOST_MB} are the most.`)
}

/** The main job, in a data folder of its own. */
function makeDocument(user: string, node: string): void {
  const data = mkdtempSync(path.join(folder, 'data-'))
  const docgen = (...args: string[]): string =>
    execFileSync(node, ['node_modules/docgen/bin/docgen.js', ...args], {
      cwd: user,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], DOCGEN_DATA_DIR: data, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  writeFileSync(path.join(user, 'offer.md'), '# Offer for {{customer_name}}\n\nValid until {{valid_until_date}}.\n')
  docgen('template', 'add', 'offer.md')
  const answers = JSON.stringify({ customer_name: 'Acme Ltd', valid_until_date: '2026-11-21' })
  docgen('generate', 'offer', '--answers', answers, '--yes', '--force', '--out', 'made.md')
  const made = readFileSync(path.join(user, 'made.md'), 'utf8')
  if (!made.includes('# Offer for Acme Ltd')) throw new Error(`The document is not what it should be:\n${made}`)
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
  console.log(`Node ${version}: docgen ${docgen('--version').trim()} made\n${made}`)
}
