// Tells since and until when Kubernetes serves its kinds, as JSON on standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	extensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1beta1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/scheme"
	aggregation "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1beta1"
)

func main() {
	if err := json.NewEncoder(os.Stdout).Encode(lifecycles()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// lifecycle is the life of one version of a kind, in minor versions of Kubernetes.
type lifecycle struct {
	Group       string       `json:"group"`
	Version     string       `json:"version"`
	Kind        string       `json:"kind"`
	Deprecated  string       `json:"deprecated,omitempty"`
	Removed     string       `json:"removed,omitempty"`
	Replacement *replacement `json:"replacement,omitempty"`
}

type replacement struct {
	Group   string `json:"group"`
	Version string `json:"version"`
	Kind    string `json:"kind"`
}

// Each is generated upstream for the types of versions that do not stay.
type deprecatedType interface{ APILifecycleDeprecated() (major, minor int) }
type removedType interface{ APILifecycleRemoved() (major, minor int) }
type replacedType interface {
	APILifecycleReplacement() schema.GroupVersionKind
}

func lifecycles() []lifecycle {
	known := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{scheme.AddToScheme, extensions.AddToScheme, aggregation.AddToScheme} {
		if err := add(known); err != nil {
			panic(err)
		}
	}
	var found []lifecycle
	for gvk := range known.AllKnownTypes() {
		object, err := known.New(gvk)
		if err != nil || gvk.Version == runtime.APIVersionInternal || strings.HasSuffix(gvk.Kind, "List") {
			continue
		}
		if one, ends := lifecycleOf(gvk, object); ends {
			found = append(found, one)
		}
	}
	slices.SortFunc(found, func(a, b lifecycle) int {
		return strings.Compare(a.Group+"/"+a.Kind+"/"+a.Version, b.Group+"/"+b.Kind+"/"+b.Version)
	})
	return found
}

func lifecycleOf(gvk schema.GroupVersionKind, object runtime.Object) (one lifecycle, ends bool) {
	one = lifecycle{Group: gvk.Group, Version: gvk.Version, Kind: gvk.Kind}
	if deprecated, ok := object.(deprecatedType); ok {
		one.Deprecated = minor(deprecated.APILifecycleDeprecated())
	}
	if removed, ok := object.(removedType); ok {
		one.Removed = minor(removed.APILifecycleRemoved())
	}
	if replaced, ok := object.(replacedType); ok {
		by := replaced.APILifecycleReplacement()
		one.Replacement = &replacement{Group: by.Group, Version: by.Version, Kind: by.Kind}
	}
	return one, one.Deprecated != "" || one.Removed != ""
}

func minor(major, minor int) string {
	return fmt.Sprintf("%d.%d", major, minor)
}
