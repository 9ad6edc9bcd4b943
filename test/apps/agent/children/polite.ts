process.on('message', () => process.send!({ type: 'ended', outcome: 'CANCELED', reason: 'stopped on request' }, () => process.exit()));
console.log(Object.keys(process.env).sort().join());
