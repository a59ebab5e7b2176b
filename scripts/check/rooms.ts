/**
 * Which room of `src` may import from which. A file belongs to the longest room its path begins with; a room may import
 * itself, its own subfolders and the rooms listed here with all that is below them. A folder that no room covers fails
 * the check, so a new room has to be written down here first.
 */
import { readdirSync } from 'node:fs'
import path from 'node:path'

const DOMAIN = ['src/domain']
const REQUEST_BODY = 'src/adapters/inbound/request-body'
const APPLICATION = [...DOMAIN, 'src/answers', 'src/rendering', 'src/ports', 'src/storage']

export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'src/app': ['src'],
  src: ['src'],

  // The pure core. Later subjects build on earlier ones; the outbox and the generation are two sides of one aggregate.
  'src/domain': DOMAIN,
  'src/domain/kernel': [],
  'src/domain/account': ['src/domain/kernel'],
  'src/domain/questions': ['src/domain/kernel'],
  'src/domain/template': ['src/domain/kernel', 'src/domain/questions'],
  'src/domain/interview': ['src/domain/kernel', 'src/domain/questions'],
  'src/domain/generation': DOMAIN,
  'src/domain/outbox': DOMAIN,
  'src/answers': [...DOMAIN, 'src/rendering/markdown', 'src/rendering/pictures'],
  'src/answers/kinds': [...DOMAIN, 'src/answers', 'src/rendering/markdown', 'src/rendering/pictures'],
  'src/answers/parsing': [...DOMAIN, 'src/answers'],

  'src/rendering/pictures': [],
  'src/rendering/markdown': [...DOMAIN, 'src/rendering/template'],

  // The engine: each stage of Word files imports only those before it.
  'src/rendering': DOMAIN,
  'src/rendering/template': DOMAIN,
  'src/rendering/docx/zip': [...DOMAIN, 'src/rendering/template'],
  'src/rendering/docx/xml': [...DOMAIN, 'src/rendering/template', ...docx('zip')],
  'src/rendering/docx/package': [...DOMAIN, 'src/rendering/template', ...docx('zip', 'xml')],
  'src/rendering/docx/flows': [...DOMAIN, 'src/rendering/template', ...docx('zip', 'xml', 'package')],
  'src/rendering/docx/sections': [...DOMAIN, 'src/rendering/template', ...docx('zip', 'xml', 'package', 'flows')],
  'src/rendering/docx/structure': [
    ...DOMAIN,
    'src/rendering/template',
    ...docx('zip', 'xml', 'package', 'flows', 'sections'),
  ],
  'src/rendering/docx/compile': [
    ...DOMAIN,
    'src/rendering/template',
    ...docx('zip', 'xml', 'package', 'flows', 'sections', 'structure'),
  ],
  'src/rendering/docx/reading': [...DOMAIN, 'src/rendering/template', ...docx('zip', 'xml', 'package')],
  'src/rendering/docx/render': [
    ...DOMAIN,
    'src/rendering/template',
    'src/rendering/markdown',
    'src/rendering/pictures',
    'src/rendering/docx',
  ],
  'src/rendering/yaml': DOMAIN,
  'src/rendering/text': [...DOMAIN, 'src/rendering/template', 'src/rendering/markdown', 'src/rendering/yaml'],
  'src/rendering/markdown-template': [
    ...DOMAIN,
    'src/rendering/template',
    'src/rendering/text',
    'src/rendering/markdown',
    'src/rendering/docx',
    'src/rendering/yaml',
  ],
  // Made documents, and copies of them.
  'src/rendering/comparing': [...DOMAIN, 'src/rendering/docx', 'src/rendering/text'],
  'src/rendering/certificate': ['src/rendering/samples'],
  'src/rendering/foreign': [...DOMAIN, 'src/rendering/template', 'src/rendering/docx'],
  'src/rendering/samples': [...DOMAIN, 'src/rendering/docx'],

  // Proofs stand alone, so that whoever verifies needs nothing else of us.
  'src/proof': [],

  // The application.
  'src/ports': [...DOMAIN, 'src/rendering'],
  'src/storage': APPLICATION,
  'src/commands': APPLICATION,
  'src/queries': APPLICATION,
  'src/projections': [...DOMAIN, 'src/ports'],
  'src/projections/models': [...DOMAIN, 'src/ports', 'src/projections/engine'],
  'src/projections/engine': [...DOMAIN, 'src/ports'],
  'src/ledger': [...DOMAIN, 'src/ports', 'src/storage', 'src/proof', 'src/projections/engine'],
  'src/processes': [...APPLICATION, 'src/commands'],

  // Adapters: inbound ones call commands and queries; no adapter imports another.
  'src/adapters/inbound/request-body': ['src/domain', 'src/ports'],
  'src/adapters/inbound/cli': [...APPLICATION, 'src/commands', 'src/queries'],
  'src/adapters/inbound/slack': [...APPLICATION, 'src/commands', 'src/queries', REQUEST_BODY],
  'src/adapters/inbound/web': [...APPLICATION, 'src/commands', 'src/queries', REQUEST_BODY],
  'src/adapters/inbound/web/shared': [...APPLICATION, 'src/commands', 'src/queries', REQUEST_BODY],
  'src/adapters/inbound/web/api': [...APPLICATION, 'src/commands', 'src/queries', REQUEST_BODY, ...web('shared')],
  'src/adapters/inbound/web/console': [...APPLICATION, 'src/commands', 'src/queries', REQUEST_BODY, ...web('shared')],
  // A folder for each technology: it needs no line here.
  ...Object.fromEntries(
    readdirSync('src/adapters/outbound').map((adapter) => [
      `src/adapters/outbound/${adapter}`,
      [...APPLICATION, 'src/adapters/outbound/shared'],
    ]),
  ),
  'src/adapters/outbound/http-witness': ['src/ports', 'src/proof'],
  'src/adapters/outbound/shared': [...DOMAIN, 'src/ports'],
}

function docx(...stages: readonly string[]): string[] {
  return stages.map((stage) => `src/rendering/docx/${stage}`)
}

function web(...rooms: readonly string[]): string[] {
  return rooms.map((room) => `src/adapters/inbound/web/${room}`)
}

/** The room a file of `src` belongs to; undefined where none covers it. `src` covers only what lies directly in it. */
export function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS)
    .filter((room) => (room === 'src' ? path.posix.dirname(file) === room : file.startsWith(`${room}/`)))
    .sort((a, b) => b.length - a.length)[0]
}

/** A vendor package that does I/O or speaks a protocol appears in one adapter only, and where `src/app` chooses it. */
export const VENDORS: Readonly<Record<string, string>> = {
  '@aws-sdk/client-kms': 'src/adapters/outbound/aws-kms',
  '@aws-sdk/client-s3': 'src/adapters/outbound/s3',
  '@aws-sdk/s3-request-presigner': 'src/adapters/outbound/s3',
  '@clack/prompts': 'src/adapters/inbound/cli',
  '@electric-sql': 'src/adapters/outbound/pglite',
  '@eventstore': 'src/adapters/outbound/eventstoredb',
  '@grpc': 'src/adapters/outbound/eventstoredb',
  '@hono': 'src/adapters/inbound/web',
  '@slack': 'src/adapters/inbound/slack',
  commander: 'src/adapters/inbound/cli',
  docx: 'src/rendering',
  'google-protobuf': 'src/adapters/outbound/eventstoredb',
  hono: 'src/adapters/inbound',
  jose: 'src/adapters/outbound/openid',
  ioredis: 'src/adapters/outbound/redis',
  mustache: 'src/rendering/template',
  nodemailer: 'src/adapters/outbound/smtp',
  'openid-client': 'src/adapters/outbound/openid',
  pg: 'src/adapters/outbound/postgres',
  'pg-boss': 'src/adapters/outbound/pg-boss',
  pino: 'src/adapters/outbound/telemetry',
  protobufjs: 'src/adapters/outbound/eventstoredb',
  sharp: 'src/adapters/outbound/sharp',
  'rate-limiter-flexible': 'src/adapters/outbound/rate-limits',
}

/** `hono/html` is `hono`, `@slack/bolt` is `@slack`, where the table says so. */
export function vendorOf(specifier: string): string | undefined {
  return Object.keys(VENDORS).find((vendor) => specifier === vendor || specifier.startsWith(`${vendor}/`))
}
