/** What known kinds of keys look like: those of services that training programs meet. */
const SHAPES = [
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{50,}/g,
  // JSON Web Tokens
  /\beyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]*/g,
  // Atelier
  /\b(?:atl|atr)_[A-Za-z0-9_-]{16,}/g,
  // GitHub, GitLab, Atlassian, Docker, npm, PyPI
  /\bgithub_pat_[A-Za-z0-9_]{20,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bgl(?:pat|dt|rt|ptt|soat|cbt|ft)-[A-Za-z0-9_-]{16,}/g,
  /\bATATT3[A-Za-z0-9_=-]{20,}/g,
  /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bpypi-[A-Za-z0-9_-]{50,}/g,
  // Models and their hosts: three digits tell a key from a word with dashes
  /\bsk-(?=(?:[\w-]{0,40}?\d){3})[A-Za-z0-9_-]{20,}/g,
  /\bhf_[A-Za-z0-9]{20,}/g,
  /\bgsk_[A-Za-z0-9]{30,}/g,
  /\bxai-[A-Za-z0-9]{30,}/g,
  /\bpplx-[A-Za-z0-9]{30,}/g,
  /\br8_[A-Za-z0-9]{30,}/g,
  /\bdapi[0-9a-f]{32}\b/g,
  // Amazon, Google, Azure, DigitalOcean
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bya29\.[A-Za-z0-9_-]{20,}/g,
  /\bGOCSPX-[A-Za-z0-9_-]{20,}/g,
  /\bdo[opr]_v1_[0-9a-f]{40,}/g,
  /(?<=[?&](?:sig|signature|x-amz-signature|x-goog-signature)=)[^&\s"']{16,}/gi,
  // Vault, Terraform, Doppler, Grafana, Sentry, New Relic, Supabase, PlanetScale
  /\bhv[sbr]\.[A-Za-z0-9_-]{20,}/g,
  /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,}/g,
  /\bdp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{20,}/g,
  /\bgl(?:sa|c)_[A-Za-z0-9_=-]{20,}/g,
  /\bsntry[su]_[A-Za-z0-9_=+/-]{20,}/g,
  /\bNRAK-[A-Z0-9]{20,}/g,
  /\bsbp_[0-9a-f]{40}\b/g,
  /\bpscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{20,}/g,
  // Messages, mail, money, notes
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\bxapp-\d-[A-Za-z0-9-]{20,}/g,
  /(?<=hooks\.slack\.com\/services\/)[A-Za-z0-9/]{20,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,100}\.[A-Za-z0-9_-]{16,}/g,
  /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g,
  /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /\bwhsec_[A-Za-z0-9+/=]{20,}/g,
  /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g,
  /\b(?:lin_api|ntn|nfp|figd)_[A-Za-z0-9_-]{30,}/g,
  /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b/g,
];

/** The text with `instead` in the place of every key of a known shape. */
export function withoutKnownShapes(text: string, instead: string): string {
  let clean = text;
  for (const shape of SHAPES) clean = clean.replace(shape, instead);
  return clean;
}
