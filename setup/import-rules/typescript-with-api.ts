// Preloaded into dependency-cruiser. It reads sources with TypeScript's JavaScript API, which TypeScript 7 no longer has:
// whoever asks for TypeScript here gets version 6, which lies in this folder's own node_modules.
import { createRequire, registerHooks } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const inPlace = new Map(['typescript', 'typescript/package.json'].map((name) => [name, resolve(name)]));

registerHooks({
  resolve: (specifier, context, next) => next(inPlace.get(specifier) ?? specifier, context),
});
