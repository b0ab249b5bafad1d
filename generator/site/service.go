package site

import (
	"time"

	"sotto/generator/diag"
)

// Service is one entry of content/services.yaml, the only place where a
// telephone number, opening hours or a helpline's address is written.
type Service struct {
	ID   string
	Name Text
	// Countries are ISO 3166 codes; none means everywhere.
	Countries []string
	// Languages are ISO 639 codes of the languages it is offered in.
	Languages []string
	Audiences []Audience
	// Crisis services are shown in the crisis box.
	Crisis   bool
	Summary  Text
	Website  string // "" when it has none
	Channels []Channel
	// AsOf is the date of Source, where the facts were found.
	AsOf     PartialDate
	Source   string
	VerifyBy time.Time
	// AsOfAt and VerifyAt are where these two days are written; the service
	// itself where one is not.
	AsOfAt, VerifyAt diag.Pos
}

// Audience is whom a service or a text is for.
type Audience string

const (
	ForSelf         Audience = "self"
	ForSomeoneElse  Audience = "someone-else"
	ForFamily       Audience = "family"
	ForProfessional Audience = "professional"
	ForYoung        Audience = "young"
)

// ChannelType is a way to reach a service.
type ChannelType string

const (
	Phone      ChannelType = "phone"
	Chat       ChannelType = "chat"
	SecureMail ChannelType = "message"
	Email      ChannelType = "email"
	Web        ChannelType = "web"
	Visit      ChannelType = "visit"
)

// Channel is one way to reach a service.
type Channel struct {
	Type ChannelType
	// Number is a telephone number as shown; Dial is what is dialled:
	// "+448081000900", or a short code such as "999". Load has checked that
	// they are the same number.
	Number, Dial string
	URL          string // for chat, message, web
	Address      string // for email and visit
	Label        Text
	Cost         Text
	// Always is day and night, every day. Otherwise Hours; none is unknown.
	Always bool
	Hours  []Hours
}

// Hours are opening times that some days of the week share.
type Hours struct {
	Days     []time.Weekday
	From, To string // "09:00"
}

// Phone returns the service's first telephone channel.
func (s *Service) Phone() (Channel, bool) {
	for _, c := range s.Channels {
		if c.Type == Phone {
			return c, true
		}
	}
	return Channel{}, false
}

// Crisis returns the services of the crisis box, in the registry's order.
func (s *Site) Crisis() []*Service {
	var out []*Service
	for _, v := range s.Services {
		if v.Crisis {
			out = append(out, v)
		}
	}
	return out
}
