package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"

	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// objectsToApply reads the build's output as the controller does, and adds what the controller adds: the labels of the
// owner, which are never substituted, and the common metadata. Normalising is left out: it needs all API types. `origins`
// are the files of the output's documents, or none.
func objectsToApply(written []document, owner *kustomizev1.Kustomization, origins []string) ([]object, error) {
	objects := make([]object, 0, len(written))
	for index, document := range written {
		found, err := objectsOf(document)
		if err != nil {
			return nil, err
		}
		for _, one := range found {
			group := kustomizev1.GroupVersion.Group
			addLabels(one, map[string]string{group + "/name": owner.GetName(), group + "/namespace": owner.GetNamespace()})
			if common := owner.Spec.CommonMetadata; common != nil {
				addLabels(one, common.Labels)
				addAnnotations(one, common.Annotations)
			}
			value, err := json.Marshal(one.Object)
			if err != nil {
				return nil, err
			}
			entry := object{Value: value}
			if index < len(origins) {
				entry.Origin = origins[index]
			}
			objects = append(objects, entry)
		}
	}
	return objects, nil
}

// objectsOf opens lists, and leaves out what is no object of a cluster (fluxcd/pkg ssa/utils/object.go, ReadObjects).
func objectsOf(document document) ([]*unstructured.Unstructured, error) {
	one := &unstructured.Unstructured{Object: document.fields}
	if one.Object == nil || one.IsList() || one.GetKind() == "" {
		one = &unstructured.Unstructured{}
		decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(document.text), 2048)
		if err := decoder.Decode(one); err != nil {
			return nil, err
		}
	}
	if one.IsList() {
		var found []*unstructured.Unstructured
		err := one.EachListItem(func(item runtime.Object) error {
			found = append(found, item.(*unstructured.Unstructured))
			return nil
		})
		return found, err
	}
	complete := one.GetName() != "" && one.GetKind() != "" && one.GetAPIVersion() != ""
	if complete && !isKustomization(one) {
		return []*unstructured.Unstructured{one}, nil
	}
	return nil, nil
}

// isKustomization tells a kustomization.yaml, which is no object of a cluster, whatever the case of its kind.
func isKustomization(one *unstructured.Unstructured) bool {
	return strings.EqualFold(one.GetKind(), "kustomization") &&
		strings.HasPrefix(one.GetAPIVersion(), "kustomize.config.k8s.io/")
}

func addLabels(one *unstructured.Unstructured, more map[string]string) {
	if all := merged(one.GetLabels(), more); len(all) > 0 {
		one.SetLabels(all)
	}
}

func addAnnotations(one *unstructured.Unstructured, more map[string]string) {
	if all := merged(one.GetAnnotations(), more); len(all) > 0 {
		one.SetAnnotations(all)
	}
}

func merged(first, second map[string]string) map[string]string {
	all := make(map[string]string, len(first)+len(second))
	maps.Copy(all, first)
	maps.Copy(all, second)
	return all
}
