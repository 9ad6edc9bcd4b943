import { NativeSelect } from '@mantine/core';
import { useMutation } from 'urql';
import { RemoveMemberDocument, type Role, SetMemberRoleDocument, type TeamMembersQuery } from '../../generated/settings.ts';
import { words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { SureButton } from '../../ui/SureButton.tsx';
import { say } from '../../ui/toast-store.ts';
import { When } from '../../ui/When.tsx';
import { powersOver, roleWords } from './roles.ts';
import styles from './Settings.module.css';

type Team = NonNullable<TeamMembersQuery['team']>;

interface MemberRowProps {
  team: Team;
  member: Team['members'][number];
  isSelf: boolean;
  owners: number;
  onChange: () => void;
}

export function MemberRow({ team, member: { user, role, joinedAt }, isSelf, owners, onChange }: MemberRowProps) {
  const [, setRole] = useMutation(SetMemberRoleDocument);
  const [, remove] = useMutation(RemoveMemberDocument);
  const may = powersOver(team.role, { role, isSelf }, owners);
  const onRole = async (next: Role) => {
    const { error } = await setRole({ team: team.id, user: user.id, role: next });
    say(error ? problemOf(error).message : `${user.name} is ${words(next)} now.`, { tone: error ? 'bad' : 'plain' });
    onChange();
  };
  const onRemove = async () => {
    const { error } = await remove({ team: team.id, user: user.id });
    if (error) say(problemOf(error).message, { tone: 'bad' });
    else if (isSelf) location.assign(links.home());
    else onChange();
  };
  return (
    <div className={styles.row}>
      <span>
        <b>{user.name}</b> {isSelf && <span className="muted">(you)</span>} <span className="muted">{user.email}</span>
      </span>
      <span className="muted">
        since <When at={joinedAt} />
      </span>
      {may.roles.length > 0 ? (
        <NativeSelect
          aria-label={`Role of ${user.name}`}
          size="xs"
          value={role}
          data={may.roles.map((each) => ({ value: each, label: words(each) }))}
          onChange={(event) => void onRole(event.currentTarget.value as Role)}
        />
      ) : (
        <span title={roleWords(role)}>{words(role)}</span>
      )}
      {may.remove ? (
        <SureButton label={isSelf ? 'Leave the team' : `Remove ${user.name}`} onSure={onRemove}>
          {isSelf ? 'Leave' : 'Remove'}
        </SureButton>
      ) : (
        <span className="muted">{isSelf && role === 'OWNER' && 'the only owner'}</span>
      )}
    </div>
  );
}
