#!/usr/bin/env node
/**
 * Runs a tool of this project (vitest, tsc, oxlint …), one of its scripts, or Node itself with flags, on Node 24:
 * `node scripts/run.js TOOL|SCRIPT|--FLAG ARGS…`.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode, missingNodeMessage } from '../bin/node24.js'

const PACKAGES = { tsc: 'typescript' }

function scriptOf(tool) {
  if (tool.endsWith('.ts') || tool.startsWith('--')) return tool
  const folder = path.join(fileURLToPath(new URL('../node_modules', import.meta.url)), PACKAGES[tool] ?? tool)
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return path.join(folder, typeof bin === 'string' ? bin : bin[tool])
}

const [tool, ...args] = process.argv.slice(2)
const node = findNode()
if (node === undefined) {
  console.error(missingNodeMessage())
  process.exit(1)
}

const child = spawn(node, [scriptOf(tool), ...args], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
