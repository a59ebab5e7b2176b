#!/usr/bin/env node
/** Runs a tool of this project's (vitest, tsc, oxlint …) on Node 24: `node bin/run.js TOOL ARGS…`. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode, missingNodeMessage } from './node24.js'

const [tool, ...args] = process.argv.slice(2)
const node = findNode()
if (node === undefined) {
  console.error(missingNodeMessage())
  process.exit(1)
}

const modules = fileURLToPath(new URL('../node_modules', import.meta.url))
const packageName = { tsc: 'typescript' }[tool] ?? tool
const manifest = JSON.parse(readFileSync(path.join(modules, packageName, 'package.json'), 'utf8'))
const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[tool]

const child = spawn(node, [path.join(modules, packageName, bin), ...args], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
