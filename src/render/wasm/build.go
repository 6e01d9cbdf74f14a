package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	generator "github.com/fluxcd/pkg/kustomize"
	securefs "github.com/fluxcd/pkg/kustomize/filesys"
	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

var errSchema = errors.New("a kustomization brings its own OpenAPI schema")

// build runs kustomize. The library's own way resets and reads the OpenAPI schema anew each time, because a
// kustomization may replace it (`openapi:`); where none does, that is a quarter of a second for nothing.
func build(r request, folder string) (resmap.ResMap, error) {
	if r.Exact {
		return generator.SecureBuild(r.Root, folder, !r.NoRemoteBases)
	}
	fs, err := fenced(r)
	if err != nil {
		return nil, err
	}
	watching := &schemaWatch{FileSystem: fs}
	built, err := run(watching, folder)
	if watching.found {
		return generator.SecureBuild(r.Root, folder, !r.NoRemoteBases)
	}
	return built, err
}

func fenced(r request) (filesys.FileSystem, error) {
	if r.NoRemoteBases {
		return securefs.MakeFsOnDiskSecure(r.Root)
	}
	return securefs.MakeFsOnDiskSecureBuild(r.Root)
}

// run is generator.Build without the reset.
func run(fs filesys.FileSystem, folder string) (built resmap.ResMap, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("recovered from kustomize build panic: %v", panicked)
		}
	}()
	options := &krusty.Options{LoadRestrictions: types.LoadRestrictionsNone, PluginConfig: types.DisabledPluginConfig()}
	return krusty.MakeKustomizer(options).Run(fs, folder)
}

// schemaWatch stops a build at the first kustomization that may bring a schema, before it is read.
type schemaWatch struct {
	filesys.FileSystem
	found bool
}

func (w *schemaWatch) ReadFile(path string) ([]byte, error) {
	content, err := w.FileSystem.ReadFile(path)
	isKustomization := slices.Contains(konfig.RecognizedKustomizationFileNames(), filepath.Base(path))
	if err == nil && isKustomization && bytes.Contains(bytes.ToLower(content), []byte("openapi")) {
		w.found = true
		return nil, errSchema
	}
	return content, err
}
