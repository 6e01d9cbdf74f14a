package main

import (
	"bytes"

	yamlv2 "go.yaml.in/yaml/v2"
	"sigs.k8s.io/kustomize/api/resmap"
)

// document is one of the output's documents.
type document struct {
	text []byte
	// Its content where that is plain; without it, the text tells.
	fields map[string]any
}

// documents writes what resmap's AsYaml would, each document by itself.
func documents(built resmap.ResMap, exact bool) ([]document, error) {
	written := make([]document, 0, built.Size())
	for _, one := range built.Resources() {
		if fields, ok := plainFields(one); ok && !exact {
			text, err := yamlv2.Marshal(fields)
			if err != nil {
				return nil, err
			}
			written = append(written, document{text, fields})
			continue
		}
		text, err := one.AsYAML()
		if err != nil {
			// In the library's words.
			_, err = built.AsYaml()
			return nil, err
		}
		written = append(written, document{text: text})
	}
	return written, nil
}

// output joins the documents: what the controller hashes.
func output(written []document) []byte {
	texts := make([][]byte, 0, len(written))
	for _, one := range written {
		texts = append(texts, one.text)
	}
	return bytes.Join(texts, []byte("---\n"))
}
