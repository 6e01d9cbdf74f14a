package main

import "encoding/json"

// request asks for one render. Files are read from the folder `root`: the disk's, or what the host calls a disk.
type request struct {
	// The folder that holds what an artifact would.
	Root string `json:"root"`
	// The Flux Kustomization.
	Kustomization json.RawMessage `json:"kustomization"`
	// The ConfigMaps and Secrets that substituteFrom names.
	Variables []source `json:"variables"`
	// The controller's flags.
	Strict        bool `json:"strict"`
	NoRemoteBases bool `json:"noRemoteBases"`
	// Reset the OpenAPI schema before the build even where nothing has changed it.
	Exact bool `json:"exact"`
	// Tell of each object which file it came from; may cost a second build.
	Origins bool `json:"origins"`
}

// source is a ConfigMap or Secret.
type source struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
	// "given", "absent" or "unknown".
	State string            `json:"state"`
	Data  map[string]string `json:"data"`
}

// answer is what became of a request; without Error all else is there.
type answer struct {
	Error string `json:"error,omitempty"`
	// What the error was reached by: "" (the input), "network".
	Cause string `json:"cause,omitempty"`
	// What a remote base's address is, as the error tells.
	Remote string `json:"remote,omitempty"`
	// The build's output, byte for byte what the controller hashes.
	Text   string `json:"text"`
	Digest string `json:"digest"`
	// Objects to apply, in the output's order.
	Objects []object `json:"objects"`
	// Names of variables that only an unknown source could have given.
	UnknownVariables []string `json:"unknownVariables,omitempty"`
}

type object struct {
	Value json.RawMessage `json:"value"`
	// The path of the file it came from, from the root; empty: unknown.
	Origin string `json:"origin,omitempty"`
}
