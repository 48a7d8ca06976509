// Registers with JsSIP in a real browser: from a page of the registrar's own host, and from one of another host.
// usage: node browser-origin.mjs WS-PORT WSS-PORT   (needs jssip, playwright-core, esbuild and Chromium)
import { createServer } from 'node:http';
import { buildSync } from 'esbuild';
import { chromium } from 'playwright-core';

const [wsPort, wssPort] = process.argv.slice(2);
const script = buildSync({
  stdin: { contents: "import JsSIP from 'jssip'; window.JsSIP = JsSIP;", resolveDir: process.cwd() },
  bundle: true, write: false, define: { global: 'window' },
}).outputFiles[0].text;
const page = createServer((request, response) => {
  const isScript = request.url === '/jssip.js';
  response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
  response.end(isScript ? script : '<!doctype html><title>phone</title><script src="/jssip.js"></script>');
}).listen(0, '127.0.0.1');
await new Promise((done) => page.once('listening', done));
const { port } = page.address();

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--ignore-certificate-errors',
    '--host-resolver-rules=MAP other.test 127.0.0.1'],
});

/** Loads the page from a host and registers over a WebSocket; answers what JsSIP told. */
async function register(origin, url) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const tab = await context.newPage();
  const lines = [];
  tab.on('console', (message) => message.type() === 'error' && lines.push(message.text()));
  await tab.goto(origin);
  const outcome = await tab.evaluate((server) => new Promise((done) => {
    const agent = new window.JsSIP.UA({
      sockets: [new window.JsSIP.WebSocketInterface(server)], uri: 'sip:browser@localhost', register_expires: 120,
    });
    agent.on('registered', ({ response }) => { agent.unregister(); done(`registered ${response.status_code}`); });
    agent.on('registrationFailed', ({ cause }) => done(`refused: ${cause}`));
    agent.on('disconnected', ({ error, code }) => error && done(`no WebSocket: ${code}`));
    agent.start();
  }), url);
  await tab.waitForTimeout(300);
  await context.close();
  console.log(`page ${origin}  socket ${url}  ->  ${outcome}`, ...new Set(lines));
}

for (const url of [`ws://localhost:${wsPort}`, `wss://localhost:${wssPort}`, `ws://127.0.0.1:${wsPort}`]) {
  for (const host of ['localhost', '127.0.0.1', 'other.test']) {
    await register(`http://${host}:${port}/`, url);
  }
}
await register(`http://other.test:${port}/`, `ws://other.test:${wsPort}`);
await browser.close();
page.close();
