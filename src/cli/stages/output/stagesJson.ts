import type { StageOverview } from '../../../promote/overview.ts';
import type { Project } from '../../../promote/reading/project.ts';
import type { Application } from '../../../stages/terms/application.ts';
import type { ApplicationComparison, Difference, Side } from '../../../stages/terms/difference.ts';
import { fieldText } from '../../../stages/terms/fieldText.ts';
import type { Plan } from '../../../stages/terms/plan.ts';

/** The stages with their applications, for programs: docs/stages.md describes it. */
export function stagesJson({ from }: Project, overview: readonly StageOverview[]): string {
  const all = overview.map(({ stage, applications, next }) => ({
    name: stage.name,
    paths: stage.paths,
    branch: stage.branch ?? null,
    context: stage.context ?? null,
    change: stage.change,
    applications: applications.map((one) => ({ ...applicationJson(one), doubts: one.doubts })),
    next: next.flatMap((to) =>
      to.comparisons.map(({ key, kind, standing }) => ({ stage: to.stage, key, kind, standing })),
    ),
  }));
  return printed({ configuredBy: from, stages: all });
}

/** Two stages side by side, for programs. */
export function compareJson(
  _: Pick<Project, 'stages'>,
  { from, to }: { readonly from: string; readonly to: string },
  all: readonly ApplicationComparison[],
): string {
  const applications = all.map(({ key, kind, standing, source, target, differences }) => ({
    key,
    kind,
    standing,
    source: source === undefined ? null : applicationJson(source),
    target: target === undefined ? null : applicationJson(target),
    differences: differences.map(differenceJson),
  }));
  return printed({ from, to, applications });
}

/** What a promotion moves and what it does not, for programs. */
export function planJson({ from, to, changes, moves, copies, refusals }: Plan): object {
  return {
    from,
    to,
    files: changes.map(({ kind, path }) => ({ path, change: kind })),
    moves: moves.map(({ application, applicationId, difference, before, after, path }) => ({
      application,
      applicationId,
      ...differenceJson(difference),
      before: before ?? null,
      after: after ?? null,
      path,
    })),
    copies: copies.map(({ application, applicationId, kind, path }) => ({ application, applicationId, kind, path })),
    refusals: refusals.map(({ code, sentence, difference, offer }) => ({
      code,
      sentence,
      difference: difference ?? null,
      offer: offer === undefined ? null : { code: offer.code, sentence: offer.sentence },
    })),
  };
}

/** As text for standard output; `schema` rises when a field changes its meaning. */
export function printed(value: object): string {
  return `${JSON.stringify({ schema: 1, ...value }, null, 2)}\n`;
}

function applicationJson({ key, kind, name, namespace, own, version }: Application): Record<string, unknown> {
  return {
    key,
    kind,
    name,
    namespace: namespace ?? null,
    version: version === undefined ? null : { of: version.of, subject: version.subject, value: version.value },
    files: own,
  };
}

function differenceJson({
  id,
  class: kind,
  version,
  object,
  field,
  source,
  target,
  protected: protection,
}: Difference): object {
  return {
    id,
    class: kind,
    version: version ?? null,
    object,
    field: fieldText(field),
    source: sideJson(source),
    target: sideJson(target),
    protected: protection ?? null,
  };
}

function sideJson(side: Side | undefined): object | null {
  return side === undefined
    ? null
    : { value: side.value, path: side.place.path, traits: side.traits.map(({ kind }) => kind) };
}
