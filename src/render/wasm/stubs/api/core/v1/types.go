// Package v1 holds the two kinds of the Kubernetes API that variables are read from, with the fields that are read.
package v1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

type ConfigMap struct {
	metav1.TypeMeta
	metav1.ObjectMeta
	Data map[string]string
}

type Secret struct {
	metav1.TypeMeta
	metav1.ObjectMeta
	Data map[string][]byte
}

// Nothing copies these two: they are made, filled and read.
func (c *ConfigMap) DeepCopyObject() runtime.Object { return c }
func (s *Secret) DeepCopyObject() runtime.Object    { return s }
