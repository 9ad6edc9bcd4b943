import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { encodeId, rowId } from '../../ids.ts';
import { givenWindow } from '../../paging.ts';
import { windowArgs } from '../../window-args.ts';
import { folderOf, logOf } from './loaders.ts';
import { appendLog, type ArtifactFolder, attachArtifact, type FolderFile, type LogPage, MOST_ENTRIES } from './service.ts';

const USUAL_ARTIFACTS = 1_000;
const MOST_ARTIFACTS = 10_000;
const USUAL_ENTRIES = 500;

builder.prismaObject('Artifact', {
  description: 'A file of a run: its model, a checkpoint, a table.',
  fields: (t) => ({
    id: t.id({ select: { id: true }, resolve: ({ id }) => encodeId('Artifact', id) }),
    path: t.exposeString('path', { description: 'Its place in the run, with / between folders.' }),
    kind: t.exposeString('kind', { description: 'file, model, checkpoint, or what its maker calls it.' }),
    file: t.relation('file'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});

const SubfolderType = builder.objectRef<ArtifactFolder['folders'][number]>('ArtifactSubfolder').implement({
  description: 'A folder below another.',
  fields: (t) => ({
    name: t.exposeString('name'),
    path: t.exposeString('path', { description: 'Ask for artifactFolder with this to see what is in it.' }),
    files: t.exposeInt('files', { description: 'How many lie in it, those in folders below it too.' }),
    sizeBytes: t.exposeFloat('sizeBytes', { description: 'Of all of them together.' }),
  }),
});

const FolderFileType = builder.objectRef<FolderFile>('ArtifactFile').implement({
  description: 'A file in a folder of a run’s artifacts.',
  fields: (t) => ({
    id: t.id({ description: 'Of the artifact.', resolve: ({ id }) => encodeId('Artifact', id) }),
    name: t.exposeString('name'),
    path: t.exposeString('path', { description: 'Its place in the run, with / between folders.' }),
    kind: t.exposeString('kind', { description: 'file, model, checkpoint, or what its maker calls it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    sizeBytes: t.exposeFloat('sizeBytes'),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of the content, in hexadecimal.' }),
    mediaType: t.exposeString('mediaType'),
    url: t.exposeString('url', { description: "Where to download it, below the server's address." }),
  }),
});

const ArtifactFolderType = builder.objectRef<ArtifactFolder>('ArtifactFolder').implement({
  description: 'A folder of a run’s artifacts with what lies directly in it, by name.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Its place; empty for all of the run.' }),
    folders: t.field({ type: [SubfolderType], resolve: ({ folders }) => folders }),
    files: t.field({ type: [FolderFileType], resolve: ({ files }) => files }),
    isCut: t.exposeBoolean('isCut', { description: 'There is more in it after what is told here.' }),
  }),
});

const LogPageType = builder.objectRef<LogPage>('LogPage').implement({
  description: 'A piece of a run’s output.',
  fields: (t) => ({
    text: t.exposeString('text'),
    cursor: t.exposeString('cursor', { description: 'Hand it back as after to get what came next.' }),
    truncated: t.exposeBoolean('truncated', { description: 'The log was longer than is kept, and ends here.' }),
  }),
});
export { LogPageType };

builder.prismaObjectFields('Run', (t) => ({
  artifacts: t.relation('artifacts', {
    description: 'Its files, by path.',
    args: windowArgs(USUAL_ARTIFACTS, MOST_ARTIFACTS),
    query: (window) => {
      const { first, offset } = givenWindow(window, MOST_ARTIFACTS);
      return { orderBy: { path: 'asc' }, take: first, skip: offset };
    },
  }),
  artifactFolder: t.field({
    type: ArtifactFolderType,
    description: 'Its files as a tree, one folder at a time.',
    select: { id: true },
    args: {
      path: t.arg.string({ required: true, defaultValue: '', description: 'Names with / between; left out: the root.' }),
      ...windowArgs(USUAL_ENTRIES, MOST_ENTRIES),
    },
    resolve: ({ id }, { path, ...window }, context) => folderOf(context, id, path, givenWindow(window, MOST_ENTRIES)),
  }),
  log: t.field({
    type: LogPageType,
    description: 'What it wrote to its output.',
    select: { id: true },
    args: { after: t.arg.string(), first: t.arg.int({ description: 'Parts, as they were sent; at most 1,000.' }) },
    resolve: ({ id }, { after, first }, context) => logOf(context, id, after, first),
  }),
}));

const AttachArtifactInput = builder.inputType('AttachArtifactInput', {
  fields: (t) => ({
    run: t.id({ required: true }),
    path: t.string({ required: true }),
    kind: t.string({ required: true, defaultValue: 'file' }),
    file: t.id({ required: true, description: 'Uploaded before, by PUT /files.' }),
  }),
});

builder.mutationFields((t) => ({
  appendLog: t.boolean({
    description: 'Adds to a run’s log; the same part again is acknowledged and stored once.',
    args: {
      run: t.arg.id({ required: true }),
      writer: t.arg.string({ required: true }),
      sequence: t.arg.int({ required: true }),
      text: t.arg.string({ required: true }),
    },
    resolve: async (_root, { run, ...part }, context) => {
      await appendLog(inTeam(context), { ...part, runId: rowId('Run', run) });
      return true;
    },
  }),
  attachArtifact: t.prismaField({
    type: 'Artifact',
    description: 'Puts an uploaded file among a run’s artifacts.',
    args: { input: t.arg({ type: AttachArtifactInput, required: true }) },
    resolve: async (query, _root, { input: { run, file, ...given } }, context) => {
      const { id } = await attachArtifact(inTeam(context), { ...given, runId: rowId('Run', run), fileId: rowId('File', file) });
      return context.db.artifact.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
