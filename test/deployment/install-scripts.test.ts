/** `npm ci` runs nobody's code, whatever npm it is: what packages would run at their installation is known, not run. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T
const manifest = json<{
  readonly scripts: Readonly<Record<string, string>>
  readonly allowScripts: Readonly<Record<string, boolean>>
}>('package.json')
const lock = json<{ readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>> }>(
  'package-lock.json',
)

test('npm is told to run no scripts of packages', () => {
  expect(readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true')
})

test('whoever has an installation script is known, and is not allowed to run it', () => {
  const names = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([place]) => place.replace(/^.*node_modules\//, ''))
  expect(manifest.allowScripts).toEqual(Object.fromEntries(names.map((name) => [name, false])))
})

test('no script of ours hangs on another’s name, where npm would now leave it out in silence', () => {
  const names = Object.keys(manifest.scripts)
  const hooks = names
    .flatMap((name) => [`pre${name}`, `post${name}`])
    .concat('preinstall', 'install', 'postinstall', 'prepare')
  expect(names.filter((name) => hooks.includes(name))).toEqual([])
})

test('the image is installed under the same setting', () => {
  const steps = readFileSync('Dockerfile', 'utf8').split('\n')
  const copied = steps.findIndex((step) => /^COPY .*\.npmrc/.test(step))
  const installed = steps.findIndex((step) => step.includes('npm ci'))
  expect(copied).toBeGreaterThan(-1)
  expect(installed).toBeGreaterThan(copied)
})

test('a package with an installation script is installed, and its script is not run', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'docgen-npm-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const at = (...names: string[]) => path.join(folder, ...names)
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync('npm', args, { cwd, stdio: 'pipe', env: { PATH: process.env['PATH'], HOME: folder } })
  const script = `node -e "require('fs').writeFileSync(${JSON.stringify(at('ran')).replaceAll('"', "'")}, '')"`
  mkdirSync(at('eager'))
  writeFileSync(
    at('eager', 'package.json'),
    JSON.stringify({
      name: 'eager',
      version: '1.0.0',
      scripts: { preinstall: script, install: script, postinstall: script },
    }),
  )
  npm(at('eager'), 'pack', '--ignore-scripts', '--pack-destination', folder)
  mkdirSync(at('project'))
  writeFileSync(
    at('project', 'package.json'),
    JSON.stringify({ name: 'project', version: '1.0.0', dependencies: { eager: 'file:../eager-1.0.0.tgz' } }),
  )
  copyFileSync('.npmrc', at('project', '.npmrc'))
  npm(at('project'), 'install', '--offline', '--no-audit')
  expect(existsSync(at('project', 'node_modules', 'eager', 'package.json'))).toBe(true)
  expect(existsSync(at('ran'))).toBe(false)
})
