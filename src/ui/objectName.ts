import { type KindId, kindName, type ObjectKey, parseKey } from '../flux/object.ts';
import { plainText } from '../base/plainText.ts';

/** How people name an object: kind, namespace, name. */
export function objectName(key: ObjectKey): string {
  return objectNameOf(parseKey(key));
}

/** The same for an object that is told by its parts. */
export function objectNameOf(parts: { kindId: KindId; namespace: string | undefined; name: string }): string {
  const { kindId, namespace, name } = parts;
  const kind = kindName(kindId);
  return plainText(`${kind} ${namespace ? `${namespace}/` : ''}${name}`);
}
