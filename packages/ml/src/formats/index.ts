export { DataError, type DataErrorPlace } from './data-error.ts';
