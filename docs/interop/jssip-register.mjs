// Registers with JsSIP from Node over a WebSocket, and unregisters.
// usage: node jssip-register.mjs WS-URL AOR [PASSWORD]
import JsSIP from 'jssip';
import WebSocket from 'ws';
globalThis.WebSocket = WebSocket;

const [url, aor, password] = process.argv.slice(2);
const agent = new JsSIP.UA({ sockets: [new JsSIP.WebSocketInterface(url)], uri: aor, password, register_expires: 120 });
const answer = (response) => `${response.status_code} ${response.reason_phrase} Contact: ${response.getHeader('contact')}`;
agent.on('disconnected', ({ error, code, reason }) => error && console.log('JsSIP disconnected:', code, reason));
agent.on('registered', ({ response }) => { console.log('JsSIP', 'register:', answer(response)); agent.unregister(); });
agent.on('unregistered', ({ response }) => { console.log('JsSIP', 'unregister:', answer(response)); agent.stop(); setTimeout(process.exit, 200, 0); });
agent.on('registrationFailed', ({ cause, response }) => {
  console.log('JsSIP', 'refused:', cause, response?.status_code);
  process.exit(1);
});
setTimeout(() => { console.log('JsSIP', 'no answer'); process.exit(2); }, 10000);
agent.start();
