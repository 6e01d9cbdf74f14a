package main

import "strings"

// header says which object a YAML document declares.
type header struct{ apiVersion, kind, name string }

// plainHeaders reads the headers of a manifest's documents by its lines, in a small part of the time that YAML takes. Not
// ok: it is not written in the usual way (a field on each line, nothing quoted but values), and only YAML can tell.
func plainHeaders(text string) (headers []header, ok bool) {
	reader := headerReader{}
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, " \r")
		if line == "---" || strings.HasPrefix(line, "--- #") {
			if !reader.finish() {
				return nil, false
			}
			continue
		}
		if !reader.line(line) {
			return nil, false
		}
	}
	return reader.headers, reader.finish()
}

type headerReader struct {
	headers []header
	current header
	// The fields of the document so far.
	fields map[string]bool
	// Whether the lines belong to `metadata`, and how far its fields are indented once that is known.
	inMetadata bool
	indent     int
}

func (r *headerReader) line(line string) bool {
	content := strings.TrimLeft(line, " ")
	if content == "" || content[0] == '#' {
		return true
	}
	indent := len(line) - len(content)
	if indent > 0 {
		return r.below(indent, content)
	}
	if content[0] == '-' && r.fields != nil && (content == "-" || content[1] == ' ') {
		// An item of a list that is a field's value.
		return !r.inMetadata
	}
	name, value, ok := plainField(content)
	if !ok || r.fields[name] {
		return false
	}
	if r.fields == nil {
		r.fields = map[string]bool{}
	}
	r.fields[name] = true
	r.inMetadata, r.indent = name == "metadata", 0
	switch name {
	case "metadata":
		return value == "" || value[0] == '#'
	case "apiVersion":
		r.current.apiVersion, ok = plainWord(value)
	case "kind":
		r.current.kind, ok = plainWord(value)
	}
	return ok
}

// below takes a line that is indented: only the fields of `metadata` are of interest.
func (r *headerReader) below(indent int, content string) bool {
	if r.fields == nil {
		return false
	}
	if !r.inMetadata {
		return true
	}
	if r.indent == 0 {
		r.indent = indent
	}
	if indent != r.indent {
		return indent > r.indent
	}
	name, value, ok := plainField(content)
	if ok && name == "name" {
		isTwice := r.current.name != ""
		r.current.name, ok = plainWord(value)
		return ok && !isTwice
	}
	return ok
}

func (r *headerReader) finish() bool {
	found, isEmpty := r.current, r.fields == nil
	r.current, r.fields, r.inMetadata, r.indent = header{}, nil, false, 0
	if isEmpty {
		return true
	}
	r.headers = append(r.headers, found)
	// The items of a list are objects of their own.
	return found.apiVersion != "" && found.kind != "" && found.name != "" && !strings.HasSuffix(found.kind, "List")
}

// plainField splits a line at its first colon. Not ok: a quoted field, a merge key, text that goes on from the line before.
func plainField(content string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(content, ":")
	ok = ok && isWord(name) && (value == "" || value[0] == ' ')
	return name, strings.TrimLeft(value, " "), ok
}

// plainWord reads a scalar that is the same text however YAML is read, with a comment behind it or without.
func plainWord(value string) (word string, ok bool) {
	word, _, _ = strings.Cut(value, " #")
	word = strings.TrimRight(word, " ")
	if last := len(word) - 1; last > 0 && (word[0] == '"' || word[0] == '\'') && word[last] == word[0] {
		word = word[1:last]
	}
	return word, isWord(word) && !strings.HasSuffix(word, ":")
}

func isWord(text string) bool {
	for _, char := range text {
		isPlain := char >= 'a' && char <= 'z' || char >= 'A' && char <= 'Z' || char >= '0' && char <= '9'
		if !isPlain && !strings.ContainsRune("._/:-", char) {
			return false
		}
	}
	return text != ""
}
