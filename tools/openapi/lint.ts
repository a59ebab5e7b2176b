/**
 * `npm run lint:openapi`: holds the served OpenAPI document against redocly’s strictest rules and all of spectral’s, and
 * says whether the client’s types are up to date. Prints every finding and ends with code 1.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Spectral, type RulesetDefinition } from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'
import { CLIENT_TYPES, generateClientTypes } from './client-types.ts'
import { readServedDocument } from './served-document.ts'

const RULES = {
  extends: [[oas as RulesetDefinition, 'all']],
  rules: {
    // Who operates the service is not known here.
    'contact-properties': 'off',
    // An SPDX identifier stands instead of an address; a license has one of the two (OpenAPI 3.1).
    'license-url': 'off',
    // They stand in the order in which a reader needs them.
    'openapi-tags-alphabetical': 'off',
  },
} satisfies RulesetDefinition

async function lintWithSpectral(document: string): Promise<string[]> {
  const spectral = new Spectral()
  spectral.setRuleset(RULES)
  const findings = await spectral.run(document)
  return findings.map(({ code, path: at, message }) => `spectral ${code} at ${at.join('.')}: ${message}`)
}

/** It is a program without an interface for others. */
function lintWithRedocly(document: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'docgen-openapi-'))
  try {
    const file = path.join(folder, 'openapi.json')
    writeFileSync(file, document)
    const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json')
    const program = path.join(path.dirname(manifest), 'bin', 'cli.js')
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, 'lint', file, '--extends', 'recommended-strict', '--format', 'stylish'],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    )
    return status === 0 ? [] : [`redocly:\n${stdout}${stderr}`]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function checkClientTypes(document: string): Promise<string[]> {
  const fresh = readFileSync(CLIENT_TYPES, 'utf8') === (await generateClientTypes(document))
  return fresh ? [] : ['The types of the API client are out of date: npm run openapi:types']
}

const served = await readServedDocument()
const findings = [...lintWithRedocly(served), ...(await lintWithSpectral(served)), ...(await checkClientTypes(served))]
for (const finding of findings) console.error(finding)
console.error(findings.length === 0 ? 'The OpenAPI document is in order.' : `${findings.length} findings.`)
process.exitCode = findings.length === 0 ? 0 : 1
