package main

import (
	"path"
	"slices"
	"strings"

	"github.com/fluxcd/pkg/sourceignore"
	"github.com/fluxcd/pkg/sourceignore/gitignore"
)

// artifactRequest asks which of a worktree's files source-controller would put into an artifact.
type artifactRequest struct {
	// Paths of all files, from the worktree's root.
	Paths []string `json:"paths"`
	// The texts of the files named .sourceignore, by path.
	IgnoreFiles map[string]string `json:"ignoreFiles"`
	// The source's spec.ignore, if it has one.
	Ignore *string `json:"ignore"`
}

type artifactAnswer struct {
	// Files that are left out.
	Hidden []string `json:"hidden"`
	// Folders that are put in, even where all of their files are left out.
	Folders []string `json:"folders"`
}

// root stands for the worktree: patterns are bound to where they were found.
var root = []string{"", "root"}

// artifact applies the rules of fluxcd/pkg artifact/storage/archive.go: each file and folder is judged by itself.
func artifact(r artifactRequest) artifactAnswer {
	matcher := matcherOf(r)
	reply := artifactAnswer{Hidden: []string{}, Folders: []string{}}
	seen := map[string]bool{".": true}
	for _, file := range r.Paths {
		if matcher.Match(within(file), false) {
			reply.Hidden = append(reply.Hidden, file)
		}
		for folder := path.Dir(file); !seen[folder]; folder = path.Dir(folder) {
			seen[folder] = true
			if !matcher.Match(within(folder), true) {
				reply.Folders = append(reply.Folders, folder)
			}
		}
	}
	return reply
}

func matcherOf(r artifactRequest) gitignore.Matcher {
	var patterns []gitignore.Pattern
	for _, file := range ignoreFiles(r.IgnoreFiles) {
		text := strings.NewReader(r.IgnoreFiles[file])
		patterns = append(patterns, sourceignore.ReadPatterns(text, within(path.Dir(file)))...)
	}
	if r.Ignore != nil {
		patterns = append(patterns, sourceignore.ReadPatterns(strings.NewReader(*r.Ignore), root)...)
	}
	if len(patterns) == 0 {
		return sourceignore.NewDefaultMatcher(nil, root)
	}
	return sourceignore.NewMatcher(append(sourceignore.VCSPatterns(root), patterns...))
}

// ignoreFiles orders the files as they are read: a folder's own before those below it. The last pattern that matches wins.
func ignoreFiles(texts map[string]string) []string {
	var files []string
	for file := range texts {
		if !slices.Contains(strings.Split(file, "/"), ".git") {
			files = append(files, file)
		}
	}
	slices.SortFunc(files, func(a, b string) int { return slices.Compare(within(path.Dir(a)), within(path.Dir(b))) })
	return files
}

func within(file string) []string {
	if file == "." {
		return slices.Clone(root)
	}
	return append(slices.Clone(root), strings.Split(file, "/")...)
}
