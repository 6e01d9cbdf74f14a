// Tells what only Go knows of upstream: the types of kustomize's own files, and since and until when Kubernetes serves
// its kinds. The answer is JSON on standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

type answer struct {
	Kustomize schemaFile  `json:"kustomize"`
	Lifecycle []lifecycle `json:"lifecycle"`
}

func main() {
	kustomize, err := kustomizeSchemas()
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(answer{Kustomize: kustomize, Lifecycle: lifecycles()})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
