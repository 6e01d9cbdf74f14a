/** The small repository that every feature is added to. */
export const baseFiles: Readonly<Record<string, string>> = {
  'README.md': '# Shop\n',
  'apps/web.yaml': `# The shop's front.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  labels: {app: web, tier: front}
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: main
          image: ghcr.io/acme/web:1.0.0
          ports:
            - containerPort: 8080
          env:
            - {name: QUOTED, value: "0123"}
            - name: LONG
              value: a long text that goes on and on until it has well over eighty characters in its one line, and then some
        - name: sidecar
          image: sidecar@sha256:1111111111111111111111111111111111111111111111111111111111111111
`,
  'apps/service.yaml': `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
  annotations:
    example.com/empty: ""
spec:
  selector: {app: web}
  ports:
    - name: http
      port: 80
      targetPort: 8080
---
---
apiVersion: v1
kind: Namespace
metadata:
  name: shop
`,
};
