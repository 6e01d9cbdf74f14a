import type { CatalogueFileEntry } from '../../src/schema/catalogueFile.ts';

/** A Go module at a version, with Go's checksum of it, which stands in for the checksum database. */
export interface GoModule {
  readonly module: string;
  readonly version: string;
  readonly sum: string;
}

/** CRDs in a module: a folder of YAML files, or one file. */
export interface CrdFiles extends GoModule {
  readonly path: string;
}

/** A file of the catalogue that is made of CRDs. */
export interface CrdProduct {
  readonly product: string;
  readonly version: string;
  readonly title: string;
  readonly from: readonly CrdFiles[];
  /** Texts for hovers are taken from it at every build; so not from an old version, nor from a large module. */
  readonly texts: boolean;
  readonly partial?: CatalogueFileEntry['partial'];
}

/** A version of Kubernetes, whose OpenAPI and discovery are files of its module. */
export interface KubernetesProduct extends GoModule {
  readonly minor: string;
  readonly texts: boolean;
}

/** The minor versions of Kubernetes that Flux 2.9 supports, and the next, the newest first. */
export const kubernetes: readonly KubernetesProduct[] = [
  {
    minor: '1.37',
    module: 'k8s.io/kubernetes',
    version: 'v1.37.2',
    sum: 'h1:A2VDEiObzkYqFTKhSsn0ZEb0RlLEXpHWj93gi2HqEwE=',
    texts: true,
  },
  {
    minor: '1.36',
    module: 'k8s.io/kubernetes',
    version: 'v1.36.4',
    sum: 'h1:08GT0ZOMtyCcRnslyvnpWurf1wm20KHbC/aRS+0LxSo=',
    texts: false,
  },
  {
    minor: '1.35',
    module: 'k8s.io/kubernetes',
    version: 'v1.35.4',
    sum: 'h1:o/8dBC/pHVpYoGV4OAIytAlNPZbdYVTXJHoYvXC4qzM=',
    texts: false,
  },
  {
    minor: '1.34',
    module: 'k8s.io/kubernetes',
    version: 'v1.34.4',
    sum: 'h1:Yy6R4QB8C9kJPp25GFqEvX5XQwY5qzKeqD0Xx6oAcmk=',
    texts: false,
  },
];

/**
 * Of Flux 2.8 and 2.7 the controllers are here whose modules hold what differs and can be had; a kind that is missing in
 * an old version is taken from the next newer one.
 */
export const crdProducts: readonly CrdProduct[] = [
  {
    product: 'flux',
    version: '2.9',
    title: 'Flux 2.9',
    texts: true,
    from: [
      controller('source-controller', 'v1.9.5', 'h1:MFPyCodUi9hZIMaKDsC/rYbNoyzpvrAdrPVixj7W9F0='),
      controller('kustomize-controller', 'v1.9.5', 'h1:/XY2zy3K7fntyppEXIHG7oRMzmfgIt50eJzUfaPX1Kc='),
      controller('helm-controller', 'v1.6.4', 'h1:u/Ew7LehrwDQaE/NqWdaB3XnNDCxRGDcp1FZl7RKj4g='),
      controller('notification-controller', 'v1.9.3', 'h1:vBONN/Lx5aQ2nDnJxYp5Sb0Wsgh13UbuP5A1MK4dmkY='),
      controller('image-reflector-controller', 'v1.2.4', 'h1:pBC8XOgLXt3VaTzp9k2fYpuR3FFEnZRZBkuSfnGxPhM='),
      controller('image-automation-controller', 'v1.2.4', 'h1:uYtQq2kUb02q6fJE6zT/NdAPLTPLZUOIVp+JGFslW+M='),
      controller('source-watcher/v2', 'v2.2.3', 'h1:50kpO1U+7tj9s+n6onf59vTpsiOC6y20SELNqa3w170='),
    ],
  },
  {
    product: 'flux',
    version: '2.8',
    title: 'Flux 2.8',
    partial: true,
    texts: false,
    from: [controller('source-controller', 'v1.8.5', 'h1:3zKSTGc2FPoZcQ5BjnyOrwdHDWeYqst3uAoZ+c0DG3c=')],
  },
  {
    product: 'flux',
    version: '2.7',
    title: 'Flux 2.7',
    partial: true,
    texts: false,
    from: [
      controller('kustomize-controller', 'v1.7.3', 'h1:SzNnGn/4ObAPEHHleM5U7y/AKxKXph3Vj6ZhteeXw8M='),
      controller('helm-controller', 'v1.4.0', 'h1:rkm8rmB6Na7eNc4pJOnvtXEaJ19iKluRtayHKjBxcUM='),
    ],
  },
  {
    product: 'gatewayApi',
    version: '1.6',
    title: 'Gateway API 1.6',
    texts: true,
    from: [
      {
        module: 'sigs.k8s.io/gateway-api',
        version: 'v1.6.1',
        sum: 'h1:mock6phZbI6rvZerwrVNk7hVNymQgHo+6sJ81Ia7ftY=',
        // The experimental channel has all that the standard one has: nobody's field is unknown.
        path: 'config/crd/experimental',
      },
    ],
  },
  {
    product: 'flagger',
    version: '1.43',
    title: 'Flagger 1.43',
    texts: true,
    from: [
      {
        module: 'github.com/fluxcd/flagger',
        version: 'v1.43.0',
        sum: 'h1:41XqjglD4oSOjheG0dyzRVHAhbHyJnuJpUi1y2etXik=',
        path: 'artifacts/flagger/crd.yaml',
      },
    ],
  },
];

function controller(name: string, version: string, sum: string): CrdFiles {
  return { module: `github.com/fluxcd/${name}`, version, sum, path: 'config/crd/bases' };
}
