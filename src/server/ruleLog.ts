import type { Logger } from '../base/logger.ts';
import type { LanguageContext } from '../language/context.ts';
import { unevaluatedRules } from '../language/verdict/unevaluatedRules.ts';
import type { ManifestFile } from '../manifests/manifestFile.ts';

/** Makes a log of the rules that files are not judged by, since they cannot be evaluated: each is told of once. */
export function createRuleLog(logger: Logger): (file: ManifestFile, context: LanguageContext) => void {
  const told = new Set<string>();
  return (file, context) => {
    for (const { kind, rule, reason } of unevaluatedRules(file, context)) {
      const line = `A rule of ${kind} cannot be evaluated here (${reason}): ${rule.trim().replaceAll(/\s+/g, ' ')}`;
      if (told.has(line)) continue;
      told.add(line);
      logger.warn(line);
    }
  };
}
