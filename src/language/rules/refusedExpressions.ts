import { patchSubject } from '../../manifests/kustomize/patchTarget.ts';
import { suppliedFields } from '../../manifests/kustomize/supplied.ts';
import { asSequence, nodeAt, scalarAt } from '../../manifests/yaml/node.ts';
import { syntaxProblem } from '../../schema/cel/parse.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { mayBeReplaced } from './mayBeReplaced.ts';
import type { Subject } from './subject.ts';

/** Lists of spec whose items hold expressions. */
const places = [
  { list: 'healthCheckExprs', fields: ['current', 'failed', 'inProgress'] },
  { list: 'dependsOn', fields: ['readyExpr'] },
] as const;

/**
 * Expressions that are no CEL: the object stalls on them (fluxcd/pkg, runtime/cel; kustomize-controller and
 * helm-controller). Whether their fields exist is not known before the objects are.
 */
export function refusedExpressions({ object, file, context }: Subject): Finding[] {
  return places.flatMap(({ list, fields }) => {
    const items = asSequence(nodeAt(object.node, ['spec', list]))?.items ?? [];
    if (items.length === 0) return [];
    if (suppliedFields(context.workspace, file.path, patchSubject(object)).has(['spec', list])) return [];
    return items.flatMap((item, index) =>
      fields.flatMap((field): Finding[] => {
        const scalar = scalarAt(item, [field]);
        if (scalar === undefined || scalar.text === '' || mayBeReplaced(scalar.text)) return [];
        const problem = syntaxProblem(scalar.text);
        if (problem === undefined) return [];
        const code = 'format';
        const message = `spec.${list}[${index}].${field} must be a CEL expression, but cannot be read: ${problem}.`;
        return [{ code, severity: severityOf(code), message, span: scalar.span }];
      }),
    );
  });
}
