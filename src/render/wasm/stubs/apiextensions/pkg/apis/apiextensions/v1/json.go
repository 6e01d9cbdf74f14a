// Package v1 holds the one type of apiextensions that Flux's own types use.
package v1

// JSON is a value of any shape, as its text.
type JSON struct {
	Raw []byte `json:"-"`
}

func (j JSON) MarshalJSON() ([]byte, error) {
	if len(j.Raw) == 0 {
		return []byte("null"), nil
	}
	return j.Raw, nil
}

func (j *JSON) UnmarshalJSON(data []byte) error {
	j.Raw = nil
	if len(data) > 0 && string(data) != "null" {
		j.Raw = append(j.Raw, data...)
	}
	return nil
}

func (j *JSON) DeepCopyInto(out *JSON) {
	out.Raw = append([]byte(nil), j.Raw...)
}

func (j *JSON) DeepCopy() *JSON {
	if j == nil {
		return nil
	}
	out := new(JSON)
	j.DeepCopyInto(out)
	return out
}
