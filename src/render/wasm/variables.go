package main

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

var variableName = regexp.MustCompile(`\$\{\s*#?([_a-zA-Z][_a-zA-Z0-9]*)`)

// variables answers for the cluster: it has the ConfigMaps and Secrets that were sent along and no others. A source
// that nobody could read gives each variable of the object at hand its own reference as value, so that it stays.
type variables struct {
	client.Client
	sources map[string]source
	// The object whose variables are asked for.
	object *resource.Resource
	asked  map[string]bool
}

func newVariables(sources []source) *variables {
	byKey := make(map[string]source, len(sources))
	for _, one := range sources {
		byKey[one.Kind+"/"+one.Name] = one
	}
	return &variables{sources: byKey, asked: map[string]bool{}}
}

// unknown gives each variable that the object mentions its own reference.
func (v *variables) unknown() map[string]string {
	references := map[string]string{}
	text, err := v.object.AsYAML()
	if err != nil {
		return references
	}
	for _, match := range variableName.FindAllSubmatch(text, -1) {
		name := string(match[1])
		references[name] = "${" + name + "}"
		v.asked[name] = true
	}
	return references
}

func (v *variables) Get(_ context.Context, key client.ObjectKey, target client.Object, _ ...client.GetOption) error {
	switch object := target.(type) {
	case *corev1.ConfigMap:
		data, err := v.read("ConfigMap", "configmaps", key.Name)
		object.Data = data
		return err
	case *corev1.Secret:
		data, err := v.read("Secret", "secrets", key.Name)
		object.Data = make(map[string][]byte, len(data))
		for name, value := range data {
			object.Data[name] = []byte(value)
		}
		return err
	}
	return fmt.Errorf("variables come from ConfigMaps and Secrets, not from %T", target)
}

func (v *variables) read(kind, plural, name string) (map[string]string, error) {
	found, known := v.sources[kind+"/"+name]
	switch {
	case !known || found.State == "unknown":
		return v.unknown(), nil
	case found.State == "absent":
		return nil, apierrors.NewNotFound(schema.GroupResource{Resource: plural}, name)
	}
	return found.Data, nil
}

// used names the variables that an unknown source was asked for.
func (v *variables) used() []string {
	names := make([]string, 0, len(v.asked))
	for name := range v.asked {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// mentionsVariables says whether substitution may change a resource. It reads and writes all of it anew, which may
// change what is not plain.
func mentionsVariables(one *resource.Resource) bool {
	_, plain := plainFields(one)
	return !plain || hasDollar(one.YNode())
}

func hasDollar(node *yaml.Node) bool {
	return strings.Contains(node.Value, "$") || slices.ContainsFunc(node.Content, hasDollar)
}
