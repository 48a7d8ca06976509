// Registers with SIP.js from Node over a WebSocket, and unregisters.
// usage: node sipjs-register.mjs WS-URL AOR [PASSWORD]
import WebSocket from 'ws';
globalThis.WebSocket = WebSocket;
const { UserAgent, Registerer, RegistererState } = (await import('sip.js')).default ?? await import('sip.js');

const [url, aor, password] = process.argv.slice(2);
const agent = new UserAgent({
  uri: UserAgent.makeURI(aor),
  transportOptions: { server: url },
  authorizationUsername: aor.replace(/^sips?:|@.*/g, ''),
  authorizationPassword: password ?? '',
  logBuiltinEnabled: false,
});
await agent.start();
const registerer = new Registerer(agent);
const answer = (send) => new Promise((done) => send({
  requestDelegate: {
    onAccept: ({ message }) => done(`${message.statusCode} ${message.reasonPhrase} Contact: ${message.getHeader('contact')}`),
    onReject: ({ message }) => done(`${message.statusCode} ${message.reasonPhrase}`),
  },
}));
console.log('SIP.js', 'register:', await answer((options) => registerer.register(options)));
if (registerer.state === RegistererState.Registered) {
  console.log('SIP.js', 'unregister:', await answer((options) => registerer.unregister(options)));
}
await agent.stop();
process.exit(0);
