// Never answers.
setTimeout(() => {}, 60_000);
