/** A CustomResourceDefinition of the kind Toy with this schema, written in braces. */
export function toyDefinition(schema: string): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: toys.example.org}
spec:
  group: example.org
  names: {kind: Toy, plural: toys}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: ${schema}}
`;
}

/** A Toy whose size is a text. */
export const toy = 'apiVersion: example.org/v1\nkind: Toy\nmetadata: {name: a}\nsize: big\n';
