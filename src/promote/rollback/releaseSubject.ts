import type { Subject } from './subject.ts';

/**
 * A HelmRelease of a connected cluster that a stage has as an application, too: what it is and what ran is the cluster's word;
 * which files are its own, and who else would go back with them, is told by the applications of the stages.
 */
export function releaseSubject(live: Subject, application: Subject): Subject {
  return {
    ...live,
    async readAt(commit, signal) {
      const [running, own] = [await live.readAt(commit, signal), await application.readAt(commit, signal)];
      return own.read === undefined ? running : { ...running, read: own.read };
    },
    async othersAt(commits, signal) {
      const { automations } = await live.othersAt(commits, signal);
      return { ...(await application.othersAt(commits, signal)), automations };
    },
    narrow: (plan, at) => application.narrow?.(plan, at) ?? plan,
  };
}
