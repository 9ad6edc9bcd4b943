/** The version of this package, for the record beside every number it gave. A test holds it to `package.json`. */
export const METRICS_VERSION = '0.1.0';
