// Package client holds what Flux's libraries ask of a client: one object by its name.
package client

import (
	"context"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
)

type ObjectKey = types.NamespacedName

type Object interface {
	metav1.Object
	runtime.Object
}

type GetOption interface{ ApplyToGet() }

type Client interface {
	Get(ctx context.Context, key ObjectKey, obj Object, opts ...GetOption) error
}
