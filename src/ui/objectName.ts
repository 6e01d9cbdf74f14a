import { parseKey, type KindId, type ObjectKey } from '../flux/object.ts';
import { plainText } from '../base/plainText.ts';

/** How people name an object: kind, namespace, name. */
export function objectName(key: ObjectKey): string {
  return objectNameOf(parseKey(key));
}

/** The same for an object that is told by its parts. */
export function objectNameOf(parts: { kindId: KindId; namespace: string | undefined; name: string }): string {
  const { kindId, namespace, name } = parts;
  const kind = kindId.slice(kindId.indexOf('/') + 1);
  return plainText(`${kind} ${namespace ? `${namespace}/` : ''}${name}`);
}
