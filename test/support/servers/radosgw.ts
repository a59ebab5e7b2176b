/**
 * A real S3 server for tests: the one that TEST_S3_ENDPOINT names (with TEST_S3_ACCESS_KEY and TEST_S3_SECRET_KEY), or
 * Debian's radosgw over a Ceph cluster of one, in memory, in a scratch folder.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { freePort } from './free-port.ts'
import { until } from '../until.ts'

const run = promisify(execFile)

export interface TestS3 {
  readonly endpoint: string
  readonly access_key: string
  readonly secret_key: string
  /** With the rights of the owner. */
  readonly admin: S3Client
  freshBucket(): Promise<string>
  stop(): Promise<void>
}

const given = process.env['TEST_S3_ENDPOINT']

/** Whether a server can be had. */
export const hasS3 =
  given !== undefined ||
  ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-mgr', 'radosgw-admin', 'monmaptool'].every((name) =>
    existsSync(`/usr/bin/${name}`),
  )

export const HOW_TO_GET_S3 =
  'apt-get install --no-install-recommends radosgw ceph-mon ceph-osd ceph-mgr ceph-common, or set TEST_S3_ENDPOINT'

export async function startS3(): Promise<TestS3> {
  if (given === undefined) return startRadosgw()
  const env = (name: string) => process.env[name] ?? ''
  return serverAt(given, env('TEST_S3_ACCESS_KEY'), env('TEST_S3_SECRET_KEY'), async () => {})
}

async function startRadosgw(): Promise<TestS3> {
  const folder = await mkdtemp(join(tmpdir(), 'docgen-s3-'))
  const [monPort, gatewayPort] = [await freePort(), await freePort()]
  const conf = join(folder, 'ceph.conf')
  const keyring = join(folder, 'keyring')
  const fsid = randomUUID()
  const [access_key, secret_key] = ['testaccess', 'testsecret']
  await writeFile(conf, configuration({ folder, fsid, keyring, monPort, gatewayPort }))
  for (const name of ['mon', 'osd', 'mgr', 'rgw', 'run', 'log']) await mkdir(join(folder, name))

  const started: ChildProcess[] = []
  const start = (command: string, name: string) =>
    void started.push(spawn(command, ['-c', conf, '-n', name, '-f'], { stdio: 'ignore' }))
  const stop = async () => {
    await Promise.all(
      started.toReversed().map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }),
    )
    await rm(folder, { recursive: true, force: true })
  }
  const ceph = (...words: string[]) => run('ceph', ['-c', conf, '--connect-timeout', '10', ...words])

  try {
    for (const [name, ...caps] of ACCOUNTS) {
      await run('ceph-authtool', [
        ...(existsSync(keyring) ? [] : ['--create-keyring']),
        keyring,
        '--gen-key',
        '-n',
        name,
        ...caps,
      ])
    }
    const monmap = join(folder, 'monmap')
    await run('monmaptool', ['--create', '--add', 'a', `127.0.0.1:${monPort}`, '--fsid', fsid, monmap])
    await run('ceph-mon', ['-c', conf, '--mkfs', '-i', 'a', '--monmap', monmap, '--keyring', keyring])
    start('ceph-mon', 'mon.a')
    await until(
      'the monitor answers',
      () =>
        ceph('status').then(
          () => true,
          () => false,
        ),
      60_000,
    )
    start('ceph-mgr', 'mgr.x')
    const osd = randomUUID()
    await ceph('osd', 'new', osd)
    await run('ceph-osd', ['-c', conf, '--mkfs', '-i', '0', '--osd-uuid', osd])
    start('ceph-osd', 'osd.0')
    await until(
      'the object store is up',
      () =>
        ceph('osd', 'stat').then(
          ({ stdout }) => stdout.includes('1 up'),
          () => false,
        ),
      60_000,
    )
    await run('radosgw-admin', [
      '-c',
      conf,
      '-n',
      'client.rgw',
      'user',
      'create',
      '--uid',
      'test',
      '--display-name',
      'Test',
      '--access-key',
      access_key,
      '--secret-key',
      secret_key,
    ])
    start('radosgw', 'client.rgw')
    const endpoint = `http://127.0.0.1:${gatewayPort}`
    await until(
      'the gateway answers',
      () =>
        fetch(endpoint).then(
          ({ ok }) => ok,
          () => false,
        ),
      60_000,
    )
    return serverAt(endpoint, access_key, secret_key, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

/** One keyring for all: the servers talk only to each other, on loopback. */
const ACCOUNTS = [
  ['mon.', '--cap', 'mon', 'allow *'],
  ['client.admin', '--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *', '--cap', 'mgr', 'allow *'],
  ['client.rgw', '--cap', 'mon', 'allow rwx', '--cap', 'osd', 'allow rwx'],
  ['osd.0', '--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *', '--cap', 'mgr', 'allow profile osd'],
  ['mgr.x', '--cap', 'mon', 'allow profile mgr', '--cap', 'osd', 'allow *'],
] as const

const configuration = ({ folder, fsid, keyring, monPort, gatewayPort }: Record<string, string | number>): string => `
[global]
fsid = ${fsid}
mon host = 127.0.0.1:${monPort}
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
auth allow insecure global id reclaim = false
keyring = ${keyring}
run dir = ${folder}/run
admin socket = ${folder}/run/$name.asok
pid file = ${folder}/run/$name.pid
log file = ${folder}/log/$name.log
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail crit = 1
mon data avail warn = 1
[mon.a]
mon data = ${folder}/mon
[mgr.x]
mgr data = ${folder}/mgr
mgr initial modules =
[osd.0]
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 2147483648
[client.rgw]
rgw data = ${folder}/rgw
rgw frontends = beast endpoint=127.0.0.1:${gatewayPort}
rgw thread pool size = 32
`

function serverAt(endpoint: string, access_key: string, secret_key: string, stop: () => Promise<void>): TestS3 {
  const admin = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: access_key, secretAccessKey: secret_key },
  })
  return {
    endpoint,
    access_key,
    secret_key,
    admin,
    async freshBucket() {
      const Bucket = `docgen-test-${randomUUID()}`
      await admin.send(new CreateBucketCommand({ Bucket }))
      return Bucket
    },
    async stop() {
      admin.destroy()
      await stop()
    },
  }
}
