package main

import (
	"os"
	"path/filepath"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/resid"
	"sigs.k8s.io/yaml"
)

// declaredIn finds the files of the objects of `built` by what the files say: each manifest that the kustomizations from
// `folder` on name declares just one object, of the same kind and name. Not told: something was added, left out or renamed
// (generators, prefixes, patches), two files declare objects of one kind and name, or a file is not written plainly.
func declaredIn(folder string, built resmap.ResMap) (files []string, told bool) {
	found := declarations{files: map[declaredId]string{}, counts: map[declaredId]int{}}
	if !found.addFolder(folder, 0) {
		return nil, false
	}
	for _, one := range built.Resources() {
		gvk := one.GetGvk()
		id := declaredId{gvk.Group, gvk.Kind, one.GetName()}
		found.counts[id]--
		files = append(files, found.files[id])
	}
	for _, count := range found.counts {
		if count != 0 {
			return nil, false
		}
	}
	return files, true
}

// The namespace is left out: kustomizations set it as a matter of course.
type declaredId struct{ group, kind, name string }

type declarations struct {
	files map[declaredId]string
	// How often each is declared: a folder may be named twice.
	counts map[declaredId]int
}

// Deeper than anybody includes, and than kustomize's own check against circles lets through.
const mostFolders = 100

func (d declarations) addFolder(folder string, depth int) bool {
	if depth > mostFolders {
		return false
	}
	text, ok := kustomizationIn(folder)
	if !ok {
		return false
	}
	var fields struct {
		Resources  []string `json:"resources"`
		Bases      []string `json:"bases"`
		Components []string `json:"components"`
	}
	if err := yaml.Unmarshal(text, &fields); err != nil {
		return false
	}
	for _, names := range [][]string{fields.Resources, fields.Bases, fields.Components} {
		for _, name := range names {
			path := filepath.Join(folder, name)
			state, err := os.Stat(path)
			if err != nil || filepath.IsAbs(name) {
				return false
			}
			if state.IsDir() && !d.addFolder(path, depth+1) || !state.IsDir() && !d.addFile(path) {
				return false
			}
		}
	}
	return true
}

func (d declarations) addFile(file string) bool {
	text, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	headers, ok := plainHeaders(string(text))
	if !ok {
		return false
	}
	for _, header := range headers {
		group, _ := resid.ParseGroupVersion(header.apiVersion)
		id := declaredId{group, header.kind, header.name}
		if other, known := d.files[id]; known && other != file {
			return false
		}
		d.files[id] = file
		d.counts[id]++
	}
	return true
}

func kustomizationIn(folder string) ([]byte, bool) {
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		if text, err := os.ReadFile(filepath.Join(folder, name)); err == nil {
			return text, true
		}
	}
	return nil, false
}
