/** Manifests of a repository whose objects the sample fleet has; what is wrong in them is wrong on purpose. */
export const manifests = {
  'clusters/source.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 1m
  url: https://git.example.org/shop/fleet
  ref:
    branch: main
`,
  'clusters/staging.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: staging
  namespace: shop
spec:
  interval: 10m
  path: ./shop/staging
  prunee: true
  dependsOn:
    - name: infra
      namespace: flux-system
  sourceRef:
    kind: GitRepository
    name: flux-system
    namespace: flux-system
  postBuild:
    substitute:
      tier: web
      replicas: "3"
`,
  'shop/staging/kustomization.yaml': `resources:
  - web.yaml
  - secret.yaml
`,
  'shop/staging/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app.kubernetes.io/part-of: \${tier:=web}-shop
spec:
  replicas: \${replicas:-2}
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: ghcr.io/shop/web:1.4.0 # {"$imagepolicy": "flux-system:web"}
          env:
            - name: GREETING
              value: "Hello from \${tier}, not $\${escaped}"
---
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata:
  name: tenants
spec:
  inputs:
    - tenant: blue
  resources:
    - apiVersion: v1
      kind: Namespace
      metadata:
        name: << inputs.tenant | trim >>
`,
  'shop/staging/secret.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: web
stringData:
  password: ENC[AES256_GCM,data:pX2Zq3Mtq6s=,iv:1Yl2dRq9eQm8=,tag:v0Jc3h7sQw==,type:str]
sops:
  mac: ENC[AES256_GCM,data:Qm9k,iv:aGVsbG8=,tag:d29ybGQ=,type:str]
  version: 3.10.2
`,
} as const;
