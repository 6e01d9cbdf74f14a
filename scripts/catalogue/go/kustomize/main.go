// Tells the types of the files that kustomize reads, as JSON on standard output.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/types"
)

func main() {
	schemas, err := kustomizeSchemas()
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(schemas)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type jsonSchema = map[string]any

// schemaFile is a file of the catalogue: schemas of kinds by group/version/Kind, and what their $refs name. Texts are
// those of the fields of definitions; the empty field is the definition itself.
type schemaFile struct {
	Kinds       map[string]any               `json:"kinds"`
	Definitions map[string]any               `json:"definitions"`
	Texts       map[string]map[string]string `json:"texts"`
}

const kustomizeGroup = "kustomize.config.k8s.io"

// kustomizeSchemas reads the fields of kustomization.yaml from the type that kustomize decodes it into. A Component is
// decoded into the same type. kustomize decodes strictly and knows no required fields: in a kustomization.yaml even
// apiVersion and kind may be left out.
func kustomizeSchemas() (schemaFile, error) {
	comments, err := readComments()
	if err != nil {
		return schemaFile{}, err
	}
	reflected := reflector{definitions: map[string]any{}, texts: map[string]map[string]string{}, comments: comments}
	root := reflected.schemaOf(reflect.TypeFor[types.Kustomization]())
	return schemaFile{
		Kinds: map[string]any{
			kustomizeGroup + "/v1beta1/Kustomization": root,
			kustomizeGroup + "/v1alpha1/Component":    root,
		},
		Definitions: reflected.definitions,
		Texts:       reflected.texts,
	}, nil
}

type reflector struct {
	definitions map[string]any
	texts       map[string]map[string]string
	comments    map[string]map[string]string
}

func (r reflector) schemaOf(t reflect.Type) jsonSchema {
	switch t.Kind() {
	case reflect.Pointer:
		return r.schemaOf(t.Elem())
	case reflect.String:
		return jsonSchema{"type": "string"}
	case reflect.Bool:
		return jsonSchema{"type": "boolean"}
	case reflect.Int, reflect.Int32, reflect.Int64:
		return jsonSchema{"type": "integer"}
	case reflect.Slice:
		return jsonSchema{"type": "array", "items": r.schemaOf(t.Elem())}
	case reflect.Map:
		return jsonSchema{"type": "object", "additionalProperties": r.schemaOf(t.Elem())}
	case reflect.Struct:
		r.define(t)
		return jsonSchema{"$ref": t.Name()}
	default:
		return jsonSchema{"x-kubernetes-preserve-unknown-fields": true}
	}
}

func (r reflector) define(t reflect.Type) {
	if _, known := r.definitions[t.Name()]; known {
		return
	}
	properties := map[string]any{}
	texts := map[string]string{}
	if text := r.comments[t.Name()][""]; text != "" {
		texts[""] = text
	}
	r.definitions[t.Name()] = jsonSchema{"type": "object", "properties": properties}
	r.texts[t.Name()] = texts
	r.addFields(t, properties, texts)
}

// addFields adds the fields of t; those of inlined structs count as its own.
func (r reflector) addFields(t reflect.Type, properties map[string]any, texts map[string]string) {
	for field := range fieldsOf(t) {
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" || !field.IsExported() {
			continue
		}
		if name == "" && (field.Anonymous || strings.Contains(options, "inline")) {
			r.addFields(field.Type, properties, texts)
			continue
		}
		if name == "" {
			name = field.Name
		}
		properties[name] = r.schemaOf(field.Type)
		if text := r.comments[t.Name()][field.Name]; text != "" {
			texts[name] = text
		}
	}
}

func fieldsOf(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for index := range t.NumField() {
			if !yield(t.Field(index)) {
				return
			}
		}
	}
}

// readComments reads the comments on types and their fields from kustomize's sources.
func readComments() (map[string]map[string]string, error) {
	found := map[string]map[string]string{}
	for _, path := range []string{"sigs.k8s.io/kustomize/api/types", "sigs.k8s.io/kustomize/kyaml/resid"} {
		folder, err := exec.Command("go", "list", "-f", "{{.Dir}}", path).Output()
		if err != nil {
			return nil, fmt.Errorf("finding the sources of %s: %w", path, err)
		}
		files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(folder)), "*.go"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			ast.Inspect(parsed, func(node ast.Node) bool {
				if declaration, ok := node.(*ast.GenDecl); ok {
					maps.Copy(found, commentsOf(declaration))
				}
				return true
			})
		}
	}
	return found, nil
}

func commentsOf(declaration *ast.GenDecl) map[string]map[string]string {
	found := map[string]map[string]string{}
	for _, spec := range declaration.Specs {
		one, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		structure, ok := one.Type.(*ast.StructType)
		if !ok {
			continue
		}
		texts := map[string]string{"": comment(one.Doc, declaration.Doc)}
		for _, field := range structure.Fields.List {
			for _, name := range field.Names {
				texts[name.Name] = comment(field.Doc, field.Comment)
			}
		}
		found[one.Name.Name] = texts
	}
	return found
}

// comment is the first of groups that says something; notes of the developers to themselves say nothing.
func comment(groups ...*ast.CommentGroup) string {
	index := slices.IndexFunc(groups, func(group *ast.CommentGroup) bool { return group.Text() != "" })
	if index < 0 {
		return ""
	}
	text := strings.TrimSpace(groups[index].Text())
	if strings.HasPrefix(text, "TODO") {
		return ""
	}
	return text
}
