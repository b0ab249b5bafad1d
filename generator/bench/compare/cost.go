package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// cost is what one finished run took, and what it left behind.
type cost struct {
	wall, user, system time.Duration
	memory             int64 // largest resident set, in bytes; 0 when the system does not say
	files              int   // in {dest}
	size               int64 // of all of them, in bytes
}

func (c cost) cpu() time.Duration { return c.user + c.system }

func (c cost) String() string {
	return fmt.Sprintf("wall %6.2f s   cpu %6.2f s (user %5.2f, system %5.2f)   memory %6.1f MB   %d files, %.1f MB",
		c.wall.Seconds(), c.cpu().Seconds(), c.user.Seconds(), c.system.Seconds(), float64(c.memory)/1e6, c.files, float64(c.size)/1e6)
}

// run runs the program once, cold: nothing of an earlier run is left to it
// but what the operating system keeps of files it has read.
func (p program) run(tmp string) (cost, error) {
	dir, err := os.MkdirTemp(tmp, "measure-")
	if err != nil {
		return cost{}, err
	}
	defer os.RemoveAll(dir)
	dest := filepath.Join(dir, "dest")
	if err := os.Mkdir(dest, 0o755); err != nil {
		return cost{}, err
	}
	r := strings.NewReplacer("{dest}", dest, "{cache}", filepath.Join(dir, "cache"))
	args := make([]string, len(p.command))
	for i, arg := range p.command {
		args[i] = r.Replace(arg)
	}
	cmd := exec.Command(args[0], args[1:]...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	err = cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%s", p.name, err, said.Bytes())
	}
	c := cost{wall: wall, user: cmd.ProcessState.UserTime(), system: cmd.ProcessState.SystemTime(), memory: peak(cmd.ProcessState)}
	c.files, c.size, err = weigh(dest)
	return c, err
}

// weigh counts the files below a folder and their bytes.
func weigh(dir string) (files int, size int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		files++
		size += info.Size()
		return nil
	})
	return files, size, err
}
