import type { Problem } from '../lib/problem.ts';
import styles from './FormProblem.module.css';

/** Why a form was not taken, beside its button. */
export function FormProblem({ problem }: { problem: Problem }) {
  const fields = Object.entries(problem.fields).filter(([, message]) => message && !problem.message.includes(message));
  return (
    <div className={styles.problem} role="alert">
      <p>{problem.message}</p>
      {fields.map(([field, message]) => (
        <p key={field}>
          <strong>{field}</strong>: {message}
        </p>
      ))}
      {problem.hint && <p>{problem.hint}</p>}
    </div>
  );
}
