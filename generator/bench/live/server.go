package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// server is one that shows the site, as a process of its own.
type server struct {
	command *exec.Cmd
	port    string
	log     *os.File
}

// start starts a server and waits until it answers for an address.
func start(command func(port string) []string, address string) (*server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	l.Close()
	if err != nil {
		return nil, err
	}
	s := &server{port: port}
	if s.log, err = os.CreateTemp("", "live-server-"); err != nil {
		return nil, err
	}
	args := command(port)
	s.command = exec.Command(args[0], args[1:]...)
	s.command.Stdout, s.command.Stderr = s.log, s.log
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		res, err := http.Get("http://127.0.0.1:" + port + address)
		if err != nil {
			continue
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return s, nil
		}
	}
	said := s.said()
	s.stop()
	return nil, fmt.Errorf("it does not answer at %s:\n%s", address, said)
}

func (s *server) stop() {
	_ = s.command.Process.Kill()
	_ = s.command.Wait()
	s.log.Close()
	_ = os.Remove(s.log.Name())
}

// said is what the server has written so far.
func (s *server) said() string {
	data, _ := os.ReadFile(s.log.Name())
	return string(data)
}

// cpu is the CPU time of the process, with that of its threads that have ended,
// to the nanosecond: clocks of other processes have their number in the clock's.
func (s *server) cpu() time.Duration { return cpuOf(s.command.Process.Pid) }

const (
	// restful is how much CPU time nothing takes in a look, and looks are
	// resting of them in a row.
	restful = 500 * time.Microsecond
	resting = 8
	every   = 40 * time.Millisecond
)

// rest waits until the process rests, and returns the CPU time it had taken when
// that began.
func (s *server) rest() time.Duration {
	at := s.cpu()
	for calm := 0; calm < resting; {
		time.Sleep(every)
		now := s.cpu()
		if now-at > restful {
			calm, at = 0, now
		} else {
			calm++
		}
	}
	return at
}

// memory is the largest resident set so far, in megabytes; 0 when nobody says.
func (s *server) memory() float64 {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid))
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")))
			return float64(kb) / 1e3
		}
	}
	return 0
}
