import { builder } from '../../builder.ts';
import { fileUrl } from './service.ts';

export const FileType = builder.prismaNode('File', {
  id: { field: 'id' },
  description: 'Bytes that were uploaded with `PUT /files?team=…&name=…` or made by the server; known by their content and never changed.',
  fields: (t) => ({
    sha256: t.exposeString('sha256', { description: 'SHA-256 of the content, in hexadecimal.' }),
    sizeBytes: t.float({ select: { sizeBytes: true }, resolve: ({ sizeBytes }) => Number(sizeBytes) }),
    mediaType: t.exposeString('mediaType'),
    name: t.exposeString('name', { description: 'What whoever uploaded it called it.' }),
    url: t.string({
      description: "Where to download it, below the server's address.",
      select: { id: true },
      resolve: ({ id }) => fileUrl(id),
    }),
  }),
});
