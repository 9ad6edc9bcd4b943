// Who may import whom. `npm run check` holds the sources to these rules; test/setup/import-rules.test.ts shows that each of them bites.

/** Slices of the server by rank: a slice imports only from those before it, and only their service.ts. */
const slices =
  'auth teams projects files datasets splits runs metrics artifacts evaluations launches sweeps fusions notes views sharing audit protocols'.split(
    ' ',
  );

/** Folders of ml in the order of the work: each imports only from those before it. */
const stages = 'formats dataset recipe split tensors model training evaluation fusion'.split(' ');

/** Layers of the dashboard from the top: each imports only from itself and those after it. */
const layers = 'app features charts ui lib'.split(' ');

/** Doors of ml behind which no TensorFlow is loaded. */
const plainDoors = '^packages/ml/src/(formats|recipe|split|evaluation|fusion|dataset)/index\\.ts$|^packages/ml/src/model/door\\.ts$';

const tensorflow = 'node_modules/@tensorflow/';
const prisma = '(node_modules/(@prisma/|prisma/|pg/|pg-cursor/)|^prisma/|/generated/(client|models|internal))';
const graphql = 'node_modules/(graphql|graphql-ws|@apollo|@pothos)/';

export default {
  forbidden: [
    forbid(
      'no-circles',
      'A circle has no beginning: nobody can read it, test it or move it alone.',
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only'] },
      },
    ),
    forbid(
      'only-what-is-declared',
      'What is not in a package.json may be gone with the next install.',
      { pathNot: '^(test|bench)/' },
      {
        path: 'node_modules/',
        dependencyTypes: ['npm-no-pkg', 'npm-unknown'],
      },
    ),
    // A package of types alone has nothing to resolve to.
    forbid('nothing-unresolved', 'The file is not there.', {}, { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' }),
    forbid(
      'nobody-imports-tests',
      'Tests and benchmarks see everything; nothing sees them.',
      { pathNot: '^(test|bench)/' },
      { path: '^(test|bench)/' },
    ),

    forbid(
      'metrics-imports-nothing',
      'packages/metrics is pure: no dependency, runs in a browser.',
      { path: '^packages/metrics/src/' },
      {
        pathNot: '^packages/metrics/src/',
      },
    ),
    forbid(
      'ml-knows-no-platform',
      'packages/ml imports metrics, TensorFlow.js and parsers.',
      { path: '^packages/ml/' },
      {
        path: ['^(apps|prisma|setup|packages/client)/', prisma, graphql],
      },
    ),
    forbid(
      'client-knows-no-platform',
      'packages/client imports its generated operations and small libraries.',
      { path: '^packages/client/src/' },
      {
        path: ['^(apps|prisma|setup|packages/(ml|metrics))/', prisma, tensorflow],
      },
    ),
    forbid(
      'server-loads-no-tensorflow',
      'The server uses metrics and the plain doors of ml.',
      { path: '^apps/server/' },
      {
        path: ['^apps/(agent|web)/', '^packages/(ml|client)/', tensorflow],
        pathNot: plainDoors,
      },
    ),
    forbid(
      'plain-doors-load-no-tensorflow',
      'Server and dashboard come in by these doors.',
      { path: plainDoors },
      { path: tensorflow, reachable: true },
    ),
    forbid(
      'agent-has-no-database',
      'A machine that trains needs an address and a key.',
      { path: '^apps/agent/' },
      {
        path: ['^apps/(server|web)/', prisma],
      },
    ),
    forbid(
      'web-knows-only-the-api',
      'The dashboard uses generated GraphQL types, metrics and the plain door ml/fusion.',
      { path: '^apps/web/src/' },
      {
        path: ['^apps/(server|agent)/', '^packages/(ml|client)/', prisma, tensorflow],
        pathNot: '^packages/ml/src/fusion/index\\.ts$',
      },
    ),

    forbid(
      'only-stores-name-the-database',
      'Only store.ts and db/ use Prisma or SQL; the shape of a row may be named elsewhere.',
      { path: '^apps/server/src/', pathNot: ['/store\\.ts$', '^apps/server/src/db/'] },
      {
        path: prisma,
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'schema-does-not-reach-the-store',
      'Inside a slice: schema → service → store.',
      { path: '^apps/server/src/slices/[^/]+/schema\\.ts$' },
      {
        path: '^apps/server/src/slices/[^/]+/store\\.ts$',
      },
    ),
    forbid(
      'store-is-the-last',
      'Inside a slice: schema → service → store.',
      { path: '^apps/server/src/slices/[^/]+/store\\.ts$' },
      {
        path: '^apps/server/src/slices/[^/]+/(schema|service)\\.ts$',
      },
    ),
    forbid(
      'service-knows-no-graphql',
      'Inside a slice: schema → service → store.',
      { path: '^apps/server/src/slices/[^/]+/service\\.ts$' },
      {
        path: ['^apps/server/src/slices/[^/]+/schema\\.ts$', graphql],
      },
    ),
    forbid(
      'slices-meet-at-services',
      'Of another slice, only service.ts is there to be used.',
      { path: '^apps/server/src/slices/([^/]+)/', pathNot: '[/-]schema\\.ts$' },
      { path: '^apps/server/src/slices/', pathNot: ['^apps/server/src/slices/$1/', '^apps/server/src/slices/[^/]+/service\\.ts$'] },
    ),
    forbid(
      'types-build-on-types',
      'Of another slice, a schema.ts uses service.ts and the types that schema.ts declares.',
      { path: '^apps/server/src/slices/([^/]+)/[a-z-]*schema\\.ts$' },
      {
        path: '^apps/server/src/slices/',
        pathNot: ['^apps/server/src/slices/$1/', '^apps/server/src/slices/[^/]+/(service|[a-z-]*schema)\\.ts$'],
      },
    ),
    forbid(
      'slices-have-a-rank',
      `A slice is one of: ${slices.join(', ')}.`,
      {},
      {
        path: '^apps/server/src/slices/[^/]+/',
        pathNot: `^apps/server/src/slices/(${slices.join('|')})/`,
      },
    ),
    ...inOrder('slice', 'apps/server/src/slices/', slices),
    ...inOrder('stage', 'packages/ml/src/', stages),
    ...inOrder('layer', 'apps/web/src/', [...layers].reverse()),
    forbid(
      'features-meet-through-links',
      'A feature of the dashboard does not reach into another.',
      { path: '^apps/web/src/features/([^/]+)/' },
      {
        path: '^apps/web/src/features/',
        pathNot: '^apps/web/src/features/$1/',
      },
    ),
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules|/generated/' },
    exclude: { path: '(^|/)(\\.next|out)/|\\.css$|\\.svg$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    progress: { type: 'none' },
  },
};

function forbid(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** One rule for each of the ordered folders: it imports none of those that come after it. */
function inOrder(what, base, ordered) {
  return ordered.slice(0, -1).map((folder, rank) =>
    forbid(
      `${what}-${folder}-looks-back`,
      `The order is ${ordered.join(' < ')}.`,
      { path: `^${base}${folder}/` },
      {
        path: `^${base}(${ordered.slice(rank + 1).join('|')})/`,
      },
    ),
  );
}
