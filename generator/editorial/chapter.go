package editorial

import (
	"sotto/generator/diag"
	"sotto/generator/site"
)

// chapter asks of every chapter something to do and one reflection.
func chapter(u *unit) {
	if u.page == nil || u.page.Kind != site.Chapter {
		return
	}
	doing, reflections := 0, 0
	for _, d := range u.doc.Directives {
		switch d.Name {
		case "exercise", "worked-example":
			doing++
		case "reflection":
			reflections++
		}
	}
	if doing == 0 {
		u.top("chapter/exercise", diag.Error,
			"this chapter has nothing to do in it", "add :::exercise[Name]{minutes=5} … ::: or :::worked-example[Name] … :::")
	}
	if reflections != 1 {
		message := "this chapter has no reflection"
		if reflections > 1 {
			message = "this chapter has more than one reflection"
		}
		u.top("chapter/reflection", diag.Error, message, "end it with one :::reflection … ::: that holds two or three questions")
	}
}
