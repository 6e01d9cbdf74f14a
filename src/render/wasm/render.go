package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"

	securejoin "github.com/cyphar/filepath-securejoin"
	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	generator "github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/resid"
)

// render does what kustomize-controller does between unpacking an artifact and applying its objects, in its order
// (kustomize-controller internal/controller/kustomization_controller.go, reconcile and build), without decryption.
func render(r request) (answer, error) {
	kustomization := &kustomizev1.Kustomization{}
	if err := json.Unmarshal(r.Kustomization, kustomization); err != nil {
		return answer{}, fmt.Errorf("the Kustomization cannot be read: %w", err)
	}
	folder, err := securejoin.SecureJoin(r.Root, kustomization.Spec.Path)
	if err != nil {
		return answer{}, err
	}
	if _, err := os.Stat(folder); err != nil {
		return answer{}, fmt.Errorf("kustomization path not found: %w", err)
	}
	fields, err := runtime.DefaultUnstructuredConverter.ToUnstructured(kustomization)
	if err != nil {
		return answer{}, err
	}
	untyped := unstructured.Unstructured{Object: fields}
	if _, err := generator.NewGenerator(r.Root, untyped).WriteFile(folder); err != nil {
		return answer{}, err
	}
	built, err := build(r, folder)
	if err != nil {
		return answer{}, fmt.Errorf("kustomize build failed: %w", err)
	}
	var files []string
	if r.Origins {
		files = origins(r, folder, built)
	}
	variables := newVariables(r.Variables)
	if err := postBuild(built, kustomization, untyped, variables, r); err != nil {
		return answer{}, err
	}
	written, err := documents(built, r.Exact)
	if err != nil {
		return answer{}, fmt.Errorf("kustomize build failed: %w", err)
	}
	text := output(written)
	objects, err := objectsToApply(written, kustomization, files)
	if err != nil {
		return answer{}, err
	}
	return answer{
		Text:             string(text),
		Digest:           fmt.Sprintf("sha256:%x", sha256.Sum256(text)),
		Objects:          objects,
		UnknownVariables: variables.used(),
	}, nil
}

func postBuild(
	built resmap.ResMap, kustomization *kustomizev1.Kustomization, untyped unstructured.Unstructured,
	variables *variables, r request,
) error {
	always := kustomization.GetSubstituteStrategy() == kustomizev1.SubstituteStrategyAlways
	ids := countIds(built)
	// Whether one resource has proved that there is nothing wrong with the variables themselves.
	proven := false
	for _, one := range built.Resources() {
		if one.GetName() == "" || one.GetKind() == "" || one.GetApiVersion() == "" {
			return fmt.Errorf("failed to decode Kubernetes apiVersion, kind and name from: %v", one.String())
		}
		if kustomization.Spec.PostBuild == nil {
			continue
		}
		if proven && !r.Exact && ids.unique(one.CurId()) && !mentionsVariables(one) {
			continue
		}
		variables.object = one
		before := one.CurId()
		substituted, err := generator.SubstituteVariables(context.Background(), variables, untyped, one,
			generator.SubstituteWithStrict(r.Strict), generator.SubstituteWithAlways(always))
		if err != nil {
			return fmt.Errorf("post build failed for '%s/%s': %w", one.GetGvk(), one.GetName(), err)
		}
		if substituted == nil {
			continue
		}
		proven = true
		if ids.moved(before, one.CurId()); ids.unique(one.CurId()) && substituted == one {
			continue
		}
		if _, err := built.Replace(substituted); err != nil {
			return err
		}
	}
	return nil
}

// ids counts the objects of each identity. The controller puts every substituted object back into the list, where it is
// already: all that comes of it is an error for an identity that another object has too, and time that grows with the
// square of the list.
type ids map[resid.ResId]int

func countIds(built resmap.ResMap) ids {
	counts := ids{}
	for _, one := range built.Resources() {
		counts[identity(one.CurId())]++
	}
	return counts
}

func (i ids) moved(from, to resid.ResId) {
	i[identity(from)]--
	i[identity(to)]++
}

func (i ids) unique(id resid.ResId) bool { return i[identity(id)] == 1 }

// identity is the same for two ids that are equal in the eyes of resid.ResId.Equals.
func identity(id resid.ResId) resid.ResId {
	id.Namespace = id.EffectiveNamespace()
	return id
}
