package main

import (
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"

	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Whole numbers that a float64 holds exactly, written as everybody writes them.
var plainInteger = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,14})$`)

// plainFields gives the content of a resource that is so simple that it survives any number of turns between YAML and
// JSON unchanged: objects, lists, printable strings of one line, whole numbers, booleans and null. The libraries take
// such turns several times for each resource, which is most of what they do after a build. Not ok: only they know what
// comes of it.
func plainFields(one *resource.Resource) (fields map[string]any, ok bool) {
	value, ok := plainValue(one.YNode())
	if !ok {
		return nil, false
	}
	fields, ok = value.(map[string]any)
	return fields, ok
}

func plainValue(node *yaml.Node) (any, bool) {
	if node == nil || node.Anchor != "" || node.Style&yaml.TaggedStyle != 0 {
		return nil, false
	}
	switch node.Kind {
	case yaml.MappingNode:
		return plainMap(node)
	case yaml.SequenceNode:
		list := make([]any, 0, len(node.Content))
		for _, item := range node.Content {
			value, ok := plainValue(item)
			if !ok {
				return nil, false
			}
			list = append(list, value)
		}
		return list, true
	case yaml.ScalarNode:
		return plainScalar(node)
	}
	return nil, false
}

func plainMap(node *yaml.Node) (any, bool) {
	fields := make(map[string]any, len(node.Content)/2)
	for index := 0; index+1 < len(node.Content); index += 2 {
		key, isScalar := plainValue(node.Content[index])
		name, isText := key.(string)
		_, isTwice := fields[name]
		if !isScalar || !isText || isTwice || name == "<<" {
			return nil, false
		}
		value, ok := plainValue(node.Content[index+1])
		if !ok {
			return nil, false
		}
		fields[name] = value
	}
	return fields, true
}

func plainScalar(node *yaml.Node) (any, bool) {
	tag, text := node.ShortTag(), node.Value
	if tag == yaml.NodeTagString {
		return text, node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && isPlainText(text)
	}
	if node.Style != 0 {
		return nil, false
	}
	switch tag {
	case yaml.NodeTagInt:
		number, err := strconv.Atoi(text)
		return number, err == nil && plainInteger.MatchString(text)
	case yaml.NodeTagBool:
		return text == "true", text == "true" || text == "false"
	case yaml.NodeTagNull:
		return nil, text == "null" || text == ""
	}
	return nil, false
}

func isPlainText(text string) bool {
	for _, char := range text {
		if char == utf8.RuneError || !unicode.IsPrint(char) {
			return false
		}
	}
	return true
}
