// Preloaded (node --import) into every long-lived program of the project: when the process that started it is gone, however it died, this one leaves too.
const GRACE_MS = 10_000;

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), GRACE_MS).unref();
});
process.channel?.unref();
