#!/usr/bin/env node
/** `docgen …`: runs the program, starting itself again on a newer Node where this one is too old. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { findNode, MAIN, missingNodeMessage, NODE_FLAGS } from './node24.js'

const node = findNode()
if (!existsSync(MAIN)) {
  console.error('This package was packed without the compiled program. In the clone, pack it with `npm run package`.')
  process.exit(1)
} else if (node === undefined) {
  console.error(missingNodeMessage())
  process.exit(1)
} else if (node === process.execPath) {
  endWithParent()
  keepCompiled()
  await import(MAIN.href)
} else {
  startAgain(node)
}

/** Runs this file on another Node, as if it were this process: its terminal, its signals, its exit code. */
function startAgain(node) {
  const child = spawn(node, [...NODE_FLAGS, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const onTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl+C reaches the child by itself: a terminal sends it to all its processes.
    process.on(signal, () => (signal === 'SIGINT' && onTerminal) || child.kill(signal))
  }
  child.on('error', (error) => {
    console.error(`${node} cannot be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

/**
 * Started again by an older Node, this process ends when that one is gone, so that none is left behind holding the data
 * folder.
 */
function endWithParent() {
  if (process.channel === undefined || process.channel === null) return
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}

/**
 * What Node has made of the modules is kept beside the packages: the next start takes it from there, if the module is
 * still the same. Where nothing can be written, each start compiles.
 */
function keepCompiled() {
  // Coverage counts what is compiled anew.
  if (process.env.NODE_V8_COVERAGE !== undefined) return
  module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/docgen', import.meta.url)))
}
