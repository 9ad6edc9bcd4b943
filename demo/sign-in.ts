import { atelierOf, AtelierError, type Atelier } from '@atelier/client';
import {
  CreateApiKeyDocument,
  CreateTeamDocument,
  InviteMemberDocument,
  RedeemSignInLinkDocument,
  ViewerDocument,
} from '@atelier/client/operations';

/** Somebody who may write in a team. */
export interface Member {
  readonly atelier: Atelier;
  readonly team: { readonly id: string; readonly slug: string };
  /** Makes a link by which a person joins the team; only who signed in by a link may. */
  readonly invite?: () => Promise<string>;
}

const TEAM = 'Demo';

/** Signs in with a one-time link, as a browser would, and goes on with an API key of the team that the demo works in. */
export async function signInByLink(url: string, link: string): Promise<Member> {
  const token = new URL(link).searchParams.get('token');
  if (token === null) throw new Error(`the sign-in link has no token: ${link}`);
  const cookie = await redeem(url, token);
  const owner = atelierOf({ url, cookie });
  const { viewer } = await owner.request(ViewerDocument, {});
  const team =
    viewer.teams.find(({ name, role }) => name === TEAM && role !== 'VIEWER') ??
    (await owner.request(CreateTeamDocument, { name: TEAM, slug: null })).createTeam;
  const inOneDay = new Date(Date.now() + 24 * 3600 * 1000).toISOString();
  const { createApiKey } = await owner.request(CreateApiKeyDocument, {
    team: team.id,
    name: 'npm run demo',
    role: 'MEMBER',
    scopes: null,
    expiresAt: inOneDay,
  });
  return {
    atelier: atelierOf({ url, key: createApiKey.secret }),
    team,
    invite: async () => (await owner.request(InviteMemberDocument, { team: team.id, role: 'ADMIN' })).inviteMember.url,
  };
}

/** Uses an API key that somebody has made. */
export async function signInByKey(url: string, key: string): Promise<Member> {
  const atelier = atelierOf({ url, key });
  const { viewer } = await atelier.request(ViewerDocument, {});
  const team = viewer.teams.find(({ role }) => role !== 'VIEWER');
  if (team === undefined) throw new AtelierError('FORBIDDEN', `the key given with --key may write in no team of ${url}`);
  return { atelier, team };
}

// The session comes as a cookie, which the client's ordinary requests have no use for.
async function redeem(url: string, token: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ query: RedeemSignInLinkDocument.toString(), variables: { token, name: 'Owner', email: null, password: null } }),
  });
  const { errors } = (await response.json()) as { errors?: { message: string }[] };
  if (errors?.[0] !== undefined) throw new Error(`signing in by the link failed: ${errors[0].message}`);
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  if (cookies.length === 0) throw new Error('signing in by the link gave no session');
  return cookies.join('; ');
}
