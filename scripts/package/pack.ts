/**
 * `npm run package [FOLDER]`: makes the package. Its program is compiled, because Node strips no types under
 * `node_modules`. `npm pack` alone cannot do that: `.npmrc` keeps it from running scripts.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { UI_FILES } from '../../src/adapters/inbound/web/api/routes/api-docs.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What is sent to browsers as it is. */
const ASSETS = 'adapters/inbound/web/console/static'
/** Most of it is not needed: the package brings the files that are. */
const UI = { name: 'swagger-ui-dist', folder: 'adapters/inbound/web/api/routes/swagger-ui' }

/**
 * Six packages depend on these types, five of them on a late version. Named first, that one is installed once instead
 * of five times, which is 10 MB.
 */
const ONE_COPY = { '@types/node': '>=26' }

/** What few need: whoever sets it up installs it beside the package, as the start says. */
const ON_REQUEST = ['@aws-sdk/client-kms']

type Json = Readonly<Record<string, unknown>>

const read = <T>(file: string): T => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as T

/** Packs into the folder; gives the path of the package. */
export function pack(folder: string): string {
  const stage = mkdtempSync(path.join(tmpdir(), 'docgen-stage-'))
  const into = (...names: string[]): string => path.join(stage, ...names)
  try {
    const project = path.join(ROOT, 'tsconfig.package.json')
    const compile = [path.join(ROOT, 'scripts/run.js'), 'tsc', '--project', project, '--outDir', into('dist')]
    execFileSync(process.execPath, compile, { cwd: ROOT, stdio: 'inherit' })
    cpSync(path.join(ROOT, 'src', ASSETS), into('dist', ASSETS), { recursive: true })
    for (const file of Object.keys(UI_FILES))
      cpSync(path.join(ROOT, 'node_modules', UI.name, file), into('dist', UI.folder, file))
    for (const file of ['bin/docgen.js', 'bin/node24.js', 'README.md']) cpSync(path.join(ROOT, file), into(file))
    writeFileSync(into('package.json'), JSON.stringify(describePackage(), null, 2))
    const name = execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', folder], {
      cwd: stage,
      encoding: 'utf8',
    })
    return path.join(folder, name.trim())
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

/** `package.json` without what only the clone uses. */
function describePackage(): Json {
  const { dependencies, ...description } = read<Json>('package.json')
  const [always, onRequest] = [false, true].map((wanted) =>
    Object.fromEntries(
      Object.entries(withoutUi(dependencies as Json)).filter(([name]) => ON_REQUEST.includes(name) === wanted),
    ),
  )
  return {
    ...withoutClone(description),
    dependencies: { ...always, ...ONE_COPY },
    peerDependencies: onRequest,
    peerDependenciesMeta: Object.fromEntries(ON_REQUEST.map((name) => [name, { optional: true }])),
  }
}

const withoutUi = (dependencies: Json): Json =>
  Object.fromEntries(Object.entries(dependencies).filter(([name]) => name !== UI.name))

function withoutClone(description: Json): Json {
  const clone = new Set(['scripts', 'devDependencies', 'workspaces', 'allowScripts'])
  return Object.fromEntries(Object.entries(description).filter(([name]) => !clone.has(name)))
}

if (import.meta.main) console.log(pack(path.resolve(process.argv[2] ?? '.')))
