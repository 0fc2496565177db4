/** The website that belongs to an API, without a slash at the end: `https://HOST/api/v3` is that of `https://HOST`. */
export function githubSite(apiUrl: string): string {
  const { protocol, host } = new URL(apiUrl);
  return `${protocol}//${host.replace(/^api\./, "")}`;
}

/** Where the form that makes an app is sent, for an organisation or, without one, for whoever is signed in. */
export function newAppUrl(apiUrl: string, organisation: string | undefined, state: string): string {
  const owner = organisation === undefined ? "" : `/organizations/${encodeURIComponent(organisation)}`;
  return `${githubSite(apiUrl)}${owner}/settings/apps/new?state=${encodeURIComponent(state)}`;
}
