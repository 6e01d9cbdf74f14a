import { counted } from '../../base/counted.ts';
import { plainText } from '../../base/plainText.ts';
import type { Plan } from '../terms/plan.ts';
import { movedApplications } from './promotion.ts';

/** Subjects of commits are cut by many who show them: characters. */
const longest = 72;
/** Longer versions, as digests, are left out of a title. */
const longestVersion = 24;

/** What a plan does, in one line: `Promote web 1.4.0 to production`. */
export function promotionTitle(plan: Plan): string {
  const applications = [...movedApplications(plan).values()];
  const version = versionOf(plan);
  const [only, other] = applications;
  const candidates = [
    ...(only !== undefined && other === undefined && version !== undefined ? [`${only} ${version}`] : []),
    listed(applications),
    counted(applications.length, 'application'),
  ];
  const titles = candidates.map((what) => plainText(`Promote ${what} to ${plan.to}`));
  return titles.find((title) => title.length <= longest) ?? plainText(titles.at(-1) ?? '', longest);
}

/** The version that all moves of versions bring; undefined where there are several, or none that is short. */
function versionOf({ moves }: Plan): string | undefined {
  const versions = new Set(moves.flatMap(({ difference, after }) => (difference.version === undefined ? [] : [after])));
  const [version] = versions;
  return versions.size === 1 && version !== undefined && version.length <= longestVersion ? version : undefined;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? 'nothing';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
