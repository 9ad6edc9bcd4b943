import type { Visitor } from './visitor.ts';

/** Redeems the sign-in link for the visitor's browser. Returns a way to speak to the API as that person; what goes wrong throws. */
export async function signInBy(platform: { url: string; signInLink: string | null }, { page }: Visitor) {
  const send = (query: string, variables: object, cookie?: string) =>
    fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: platform.url, ...(cookie && { cookie }) },
      body: JSON.stringify({ query, variables }),
    });
  const entered = await send('mutation ($token: String!) { redeemSignInLink(token: $token, name: "Ada") { user { id } } }', {
    token: new URL(platform.signInLink!).searchParams.get('token'),
  });
  const cookies = entered.headers.getSetCookie().map((line) => line.split(';')[0]!);
  await page.context().addCookies(
    cookies.map((cookie) => ({
      name: cookie.slice(0, cookie.indexOf('=')),
      value: cookie.slice(cookie.indexOf('=') + 1),
      url: platform.url,
    })),
  );
  return async <Data = Record<string, never>>(query: string, variables: object = {}): Promise<Data> => {
    const { data, errors } = (await (await send(query, variables, cookies.join('; '))).json()) as { data?: Data; errors?: unknown };
    if (errors || !data) throw new Error(JSON.stringify(errors ?? 'no data'));
    return data;
  };
}
