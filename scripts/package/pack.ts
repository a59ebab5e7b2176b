/**
 * `npm run package [FOLDER]`: compiles `src` into `dist`, because Node strips no types under `node_modules`, and packs
 * it. `npm pack` alone cannot: `.npmrc` keeps it from running scripts. `dist` is taken away again, for the clone runs
 * from `src`.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DIST = path.join(ROOT, 'dist')
/** What is sent to browsers as it is. */
const ASSETS = 'adapters/inbound/web/console/static'

/** Packs into the folder; gives the path of the package. */
export function pack(folder: string): string {
  rmSync(DIST, { recursive: true, force: true })
  try {
    const compile = ['scripts/run.js', 'tsc', '--project', 'tsconfig.package.json']
    execFileSync(process.execPath, compile, { cwd: ROOT, stdio: 'inherit' })
    cpSync(path.join(ROOT, 'src', ASSETS), path.join(DIST, ASSETS), { recursive: true })
    const name = execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: ROOT, encoding: 'utf8' })
    return path.join(folder, name.trim())
  } finally {
    rmSync(DIST, { recursive: true, force: true })
  }
}

if (import.meta.main) console.log(pack(path.resolve(process.argv[2] ?? '.')))
