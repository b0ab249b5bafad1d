// Processes that a test starts, and their certain end.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { readFileSync, readdirSync } from 'node:fs';
import { step } from './progress.mjs';

const living = new Set();

process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/**
 * Runs a command to its end and returns what it wrote to standard output.
 * A command that fails is an error that shows all it wrote.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = begin(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let out = '', err = '';
    child.stdout?.on('data', (text) => (out += text));
    child.stderr?.on('data', (text) => (err += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve(out);
      reject(new Error(`${command} ${args.join(' ')}: exit code ${code}\n${out}${err}`));
    });
  });
}

/**
 * Starts a server and waits until a port of it answers. The result's stop()
 * ends it and waits for that.
 */
export async function serve(command, args, port, options = {}) {
  const child = begin(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  const closed = new Promise((resolve) => child.on('close', resolve));
  const failed = new Promise((_, reject) => {
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`${command} ended with code ${code}\n${said}`)));
  });
  failed.catch(() => {});
  await Promise.race([answers(port), failed]);
  return {
    stop() {
      child.kill('SIGTERM');
      return closed;
    },
  };
}

function begin(command, args, options) {
  step(`starting ${command}`);
  const child = spawn(command, args, options);
  living.add(child);
  child.on('close', () => living.delete(child));
  return child;
}

/** Waits until something accepts connections at a port; at most 20 s. */
async function answers(port) {
  const { connect } = await import('node:net');
  for (let i = 0; i < 400; i++) {
    const ok = await new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answered at 127.0.0.1:${port}`);
}

/** Finds ports of the loopback address that nobody uses, all different. */
export async function freePorts(n) {
  const servers = [];
  for (let i = 0; i < n; i++) {
    const server = createServer();
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
  }
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * Ends what a crashed test left behind: every process whose command line
 * names a folder that only this run uses.
 */
export function sweep(folder) {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (Number(pid) === process.pid) continue;
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended by itself, or is not ours to look at.
    }
  }
}
