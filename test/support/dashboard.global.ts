import { buildDashboard } from '../../setup/platform/dashboard.ts';

/** Journeys open the dashboard as it is handed out, so it is built before the first of them. */
export default () => buildDashboard((line) => console.log(line));
