package main

import (
	"os"
	"path/filepath"
	"slices"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/yaml"
)

const originAnnotation = "config.kubernetes.io/origin"

// origins gives the file of each object of `built`, as paths from the root; empty where kustomize cannot tell. Where the
// files themselves do not tell, it builds a second time, with annotations that do: in the first build they might change
// what patches do.
func origins(r request, folder string, built resmap.ResMap) []string {
	if files, told := declaredIn(folder, built); told && !r.Exact {
		for index, file := range files {
			files[index] = fromRoot(r.Root, file)
		}
		return files
	}
	files := make([]string, built.Size())
	if err := annotate(folder); err != nil {
		return files
	}
	again, err := build(r, folder)
	if err != nil || again.Size() != built.Size() {
		return files
	}
	for index, one := range again.Resources() {
		if one.CurId() != built.Resources()[index].CurId() {
			continue
		}
		files[index] = origin(r.Root, folder, one.GetAnnotations()[originAnnotation])
	}
	return files
}

// annotate asks for the annotations in the folder's kustomization.
func annotate(folder string) error {
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		file := filepath.Join(folder, name)
		text, err := os.ReadFile(file)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return err
		}
		var fields map[string]any
		if err := yaml.Unmarshal(text, &fields); err != nil {
			return err
		}
		asked, _ := fields["buildMetadata"].([]any)
		if !slices.Contains(asked, any(types.OriginAnnotations)) {
			fields["buildMetadata"] = append(asked, types.OriginAnnotations)
		}
		changed, err := yaml.Marshal(fields)
		if err != nil {
			return err
		}
		return os.WriteFile(file, changed, 0o644)
	}
	return os.ErrNotExist
}

// origin reads an annotation: the path of a manifest, or of the file that configures a generator, from the folder.
func origin(root, folder, annotation string) string {
	var told struct {
		Path         string `json:"path"`
		Repo         string `json:"repo"`
		ConfiguredIn string `json:"configuredIn"`
	}
	if err := yaml.Unmarshal([]byte(annotation), &told); err != nil || told.Repo != "" {
		return ""
	}
	file := told.Path
	if file == "" {
		file = told.ConfiguredIn
	}
	if file == "" {
		return ""
	}
	return fromRoot(root, filepath.Join(folder, file))
}

func fromRoot(root, file string) string {
	path, err := filepath.Rel(root, file)
	if err != nil || !filepath.IsLocal(path) {
		return ""
	}
	return filepath.ToSlash(path)
}
