package main

import (
	"debug/elf"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// What a build does is watched from outside, by strace: it opens no socket,
// starts no process, reads its sources and writes its destination, and touches
// no other file but these.
var (
	// runtimeFiles are what Go reads of the system for itself.
	runtimeFiles = []string{
		"/dev/null", // in place of a standard stream that is closed
		"/proc/self/auxv",
		"/proc/self/cgroup",
		"/proc/self/mountinfo",
		"/sys/kernel/mm/transparent_hugepage/hpage_pmd_size",
	}
	// zoneFiles are where Go looks for the time zone of the site of this test.
	zoneFiles = []string{
		"/usr/share/zoneinfo/Europe/London", "/usr/share/lib/zoneinfo/Europe/London",
		"/usr/lib/locale/TZ/Europe/London", "/etc/zoneinfo/Europe/London",
	}
	// cgroupFiles are how many processors the runtime may use, wherever the
	// group is in /sys/fs/cgroup.
	cgroupFiles = []string{"cpu.max", "cpu.cfs_quota_us", "cpu.cfs_period_us"}
	// loaderFiles are what a program needs that is linked with libc, as a test
	// is when cgo is on. The released program is not.
	loaderFiles = regexp.MustCompile(`^(/etc/ld\.so\.(cache|preload)|/proc/self/maps|(/usr)?/lib(64)?(/[^/]+)?/(libc|libpthread|libresolv|ld-linux[^/]*)\.so\.[0-9]+)$`)
)

// watched are the system calls that strace shows: all that take a file's name,
// all of the network and of processes, and what could stand in for them.
const watched = "trace=%file,%network,%process,?io_uring_setup,?ptrace,?pidfd_getfd"

// harmless calls look at files that are open, or end a thread.
var harmless = []string{"exit", "exit_group", "tgkill", "arch_prctl", "getcwd"}

// looking calls learn of a file what its folder tells, and do not open it.
var looking = []string{"newfstatat", "fstatat64", "stat", "lstat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat"}

// changing calls change a folder, or a file by its name.
var changing = []string{
	"mkdir", "mkdirat", "unlink", "unlinkat", "rmdir", "rename", "renameat", "renameat2", "linkat", "utimensat", "chmod", "fchmodat",
	// fchmodat2, which older straces do not know and show without the name.
	// It changes who may read a file, and opens none.
	"fchmodat2", "syscall_0x1c4",
}

// watch is what a program may do.
type watch struct {
	reads, writes []string // folders, by their whole paths
	loader        bool     // whether it is linked with libc
}

var (
	theCall   = regexp.MustCompile(`^(\w+)\((.*?)(?:\)\s+= (.*))?$`)
	namedFile = regexp.MustCompile(`(?:(?:AT_FDCWD|[0-9]+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"`)
	openFile  = regexp.MustCompile(`^[0-9]+<(/[^>]*)>`)
	ownFolder = regexp.MustCompile(`^/proc/[0-9]+/`)
)

// complaints says what of a trace of the program is not allowed. Each line is
// a call as strace -ff -y shows it.
func (w watch) complaints(lines []string) []string {
	var out []string
	started := false
	for i, line := range lines {
		if strings.HasPrefix(line, "+++ ") || strings.HasPrefix(line, "--- ") || line == "" {
			continue // an end, a signal
		}
		if strings.HasPrefix(line, "???(") && i+1 < len(lines) && strings.HasPrefix(lines[i+1], "+++ exited") {
			continue // the program ended while this thread was on its way into a call: it was not made
		}
		if strings.HasPrefix(line, "execve(") && !started {
			started = true // the program itself
			continue
		}
		if why := w.complaint(line); why != "" {
			out = append(out, why+": "+line)
		}
	}
	if !started {
		out = append(out, "the program was never started")
	}
	return out
}

func (w watch) complaint(line string) string {
	m := theCall.FindStringSubmatch(line)
	if m == nil {
		return "this is not understood"
	}
	name, args, result := m[1], m[2], m[3]
	files := namedFile.FindAllStringSubmatch(args, -1)
	may := w.read
	switch {
	case slices.Contains(harmless, name):
		return ""
	case name == "clone" || name == "clone3":
		if !strings.Contains(args, "CLONE_THREAD") {
			return "a process is started"
		}
		return ""
	case slices.Contains(looking, name):
		may, files = w.look, files[:min(1, len(files))] // the others are what was learned
	case slices.Contains(changing, name):
		may = w.write
	case name == "open" || name == "openat":
		if regexp.MustCompile(`O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE`).MatchString(args) {
			may = w.write
		}
	default:
		return "a call that no build needs"
	}
	for _, f := range files {
		if f[2] == "" && f[1] != "" {
			continue // an open file
		}
		file := f[2]
		if !path.IsAbs(file) {
			if f[1] == "" {
				return "it does not show in which folder"
			}
			file = path.Join(f[1], file)
		}
		if !may(clean(file)) {
			return "a file outside its folders"
		}
	}
	// Where a link has led.
	if at := openFile.FindStringSubmatch(result); at != nil && !may(clean(at[1])) {
		return "a file outside its folders"
	}
	return ""
}

func clean(file string) string {
	return ownFolder.ReplaceAllString(path.Clean(file), "/proc/self/")
}

func below(file string, folders []string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return file == f || strings.HasPrefix(file, f+"/") })
}

func (w watch) write(file string) bool { return file == "/dev/null" || below(file, w.writes) }

func (w watch) read(file string) bool {
	return w.write(file) || below(file, w.reads) || slices.Contains(runtimeFiles, file) || slices.Contains(zoneFiles, file) ||
		strings.HasPrefix(file, "/sys/fs/cgroup/") && slices.Contains(cgroupFiles, path.Base(file)) ||
		w.loader && loaderFiles.MatchString(file)
}

// look allows the folders above too, which are asked whether they are links.
func (w watch) look(file string) bool {
	return w.read(file) || slices.ContainsFunc(slices.Concat(w.reads, w.writes), func(f string) bool {
		return file == "/" || strings.HasPrefix(f, file+"/")
	})
}

// trace runs a program under strace and returns what its threads called.
func trace(t *testing.T, env []string, program string, args ...string) []string {
	t.Helper()
	dir := t.TempDir()
	// Each thread writes a file of its own, so that no call is torn in two.
	c := exec.Command("strace", append([]string{"-ff", "-y", "-s", "4096", "-e", watched, "-o", filepath.Join(dir, "trace"), program}, args...)...)
	c.Env = append(os.Environ(), env...)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	files, err := filepath.Glob(filepath.Join(dir, "trace.*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("strace has written nothing: %v", err)
	}
	var lines []string
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Split(string(data), "\n")...)
	}
	return lines
}

// watching skips the test where nothing can be watched.
func watching(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not here: what a build does is not watched (apt-get install strace)")
	}
	c := exec.Command("strace", "-o", os.DevNull, os.Args[0])
	c.Env = append(os.Environ(), asMischief+"=nothing")
	if out, err := c.CombinedOutput(); err != nil {
		t.Skipf("strace may not watch here: what a build does is not watched: %v\n%s", err, out)
	}
}

func TestABuildKeepsToItsFolders(t *testing.T) {
	watching(t)
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	source, out := filepath.Join(dir, "source"), filepath.Join(dir, "out")
	if err := laySite(&testscript.Env{WorkDir: source}); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	// The released program when it is there, or this test as the program.
	program, env := os.Getenv(programVariable), []string{}
	if program == "" {
		program, env = os.Args[0], []string{asCommand + "=1"}
	}
	own, err := filepath.Abs(program)
	if err != nil {
		t.Fatal(err)
	}
	w := watch{
		reads:  []string{source, own, "/proc/self/exe"}, // it asks for its own digest
		writes: []string{out, filepath.Join(source, ".cache")},
		loader: linkedWithLibc(t, program) && os.Getenv(programVariable) == "",
	}
	build := []string{"build", "--source", source, "-d", filepath.Join(out, "public")}
	for _, what := range []string{"a first build", "a build that changes nothing"} {
		for _, why := range w.complaints(trace(t, env, program, append(build, "--clock", "2026-11-28T12:00:00Z")...)) {
			t.Errorf("%s: %s", what, why)
		}
	}
	for _, why := range w.complaints(trace(t, env, program, append(build, "--clock", "2026-11-22T12:00:00Z")...)) {
		t.Errorf("a build on the next day: %s", why)
	}
	if _, err := os.Stat(filepath.Join(out, "public/index.html")); err != nil {
		t.Errorf("nothing was built: %v", err)
	}
}

func linkedWithLibc(t *testing.T, program string) bool {
	t.Helper()
	f, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	libraries, _ := f.ImportedLibraries() // a static program has no list of them
	return len(libraries) > 0
}

// asMischief is set in the environment of a test binary that is to do what a
// build may not do: the name of one of mischief. It gets a source folder and a
// destination.
const asMischief = "SOTTO_TEST_AS_MISCHIEF"

// mischief is what to do, and what must stand in a complaint of it; "" when
// there must be none.
var mischief = map[string]struct {
	do        func(source, out string) error
	complaint string
}{
	"nothing": {func(string, string) error { return nil }, ""},
	"read a source and write the destination": {func(source, out string) error {
		data, err := os.ReadFile(filepath.Join(source, "good"))
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(out, "good"), data, 0o644)
	}, ""},
	"listen": {func(string, string) error {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		return l.Close()
	}, "a call that no build needs: bind("},
	"call a host": {func(string, string) error {
		c, err := net.Dial("udp", "127.0.0.1:53")
		if err != nil {
			return err
		}
		return c.Close()
	}, "a call that no build needs: socket("},
	"start a process": {func(string, string) error {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), asMischief+"=nothing")
		return c.Run()
	}, "a process is started: clone"},
	"read a file of the system": {func(string, string) error {
		_, err := os.ReadFile("/proc/version")
		return err
	}, `, "/proc/version", O_RDONLY`},
	"look whether somebody lives here": {func(string, string) error {
		_, _ = os.Stat("/home/somebody")
		return nil
	}, `, "/home/somebody", `},
	"write beside the destination": {func(_, out string) error { return os.WriteFile(out+"-else", nil, 0o644) }, `out-else", O_WRONLY`},
	"write a source":               {func(source, _ string) error { return os.WriteFile(filepath.Join(source, "good"), nil, 0o644) }, `source/good", O_WRONLY`},
	"delete a source":              {func(source, _ string) error { return os.Remove(filepath.Join(source, "good")) }, "outside its folders: unlink"},
	"follow a link out of a folder": {func(source, _ string) error {
		_, err := os.ReadFile(filepath.Join(source, "link"))
		return err
	}, "</proc/version>"},
}

// A program that does what a build may not do is noticed, whatever it is.
func TestMischiefIsNoticed(t *testing.T) {
	watching(t)
	for name, m := range mischief {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			source, out := filepath.Join(dir, "source"), filepath.Join(dir, "out")
			for _, d := range []string{source, out} {
				if err := os.Mkdir(d, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(source, "good"), []byte("good"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("/proc/version", filepath.Join(source, "link")); err != nil {
				t.Fatal(err)
			}
			w := watch{reads: []string{source}, writes: []string{out}, loader: linkedWithLibc(t, os.Args[0])}
			found := w.complaints(trace(t, []string{asMischief + "=" + name}, os.Args[0], source, out))
			if m.complaint == "" && len(found) > 0 {
				t.Errorf("found %q, want nothing", found)
			}
			if !strings.Contains(strings.Join(found, "\n"), m.complaint) {
				t.Errorf("found %q, want %q in it", found, m.complaint)
			}
		})
	}
}

// Lines of traces that no program here writes.
func TestComplaints(t *testing.T) {
	w := watch{reads: []string{"/s"}, writes: []string{"/o"}}
	for _, test := range []struct{ line, want string }{
		{`openat(AT_FDCWD</s>, "content/a.md", O_RDONLY|O_CLOEXEC) = 3</s/content/a.md>`, ""},
		{`openat(3</s/content>, "a.md", O_RDONLY|O_CLOEXEC) = 4</s/content/a.md>`, ""},
		{`openat(3</s/content>, "../../etc/hostname", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)`, "a file outside its folders"},
		{`openat(AT_FDCWD, "content/a.md", O_RDONLY) = 3</s/content/a.md>`, "it does not show in which folder"},
		{`openat(AT_FDCWD</s>, "/usr/share/zoneinfo//Europe/London", O_RDONLY) = 9</usr/share/zoneinfo/Europe/London>`, ""},
		{`openat(AT_FDCWD</s>, "/etc/localtime", O_RDONLY) = 9</usr/share/zoneinfo/Europe/London>`, "a file outside its folders"},
		{`openat(AT_FDCWD</s>, "/proc/self/cgroup", O_RDONLY|O_CLOEXEC) = 3</proc/13114/cgroup>`, ""},
		{`openat(AT_FDCWD</s>, "/proc/self/environ", O_RDONLY|O_CLOEXEC) = 3</proc/13114/environ>`, "a file outside its folders"},
		{`openat(AT_FDCWD</s>, "/lib/x86_64-linux-gnu/libc.so.6", O_RDONLY|O_CLOEXEC) = 3</usr/lib/x86_64-linux-gnu/libc.so.6>`, "a file outside its folders"},
		{`openat(AT_FDCWD</s>, "/so", O_RDONLY) = 3</so>`, "a file outside its folders"},
		{`newfstatat(AT_FDCWD</s>, "/", {st_mode=S_IFDIR|0755, st_size=4096, ...}, 0) = 0`, ""},
		{`newfstatat(3</anywhere>, "", {st_mode=S_IFREG|0644, st_size=1, ...}, AT_EMPTY_PATH) = 0`, ""},
		{`newfstatat(AT_FDCWD</s>, "/etc", {st_mode=S_IFDIR|0755, st_size=4096, ...}, 0) = 0`, "a file outside its folders"},
		{`readlinkat(3</o>, "x", "/etc/hostname", 128) = 13`, ""},
		{`mkdirat(8</o>, ".public.sotto-1", 0755) = 0`, ""},
		{`mkdirat(8</s>, "new", 0755) = 0`, "a file outside its folders"},
		{`renameat2(8</o>, "a", 9</o/b>, "c", RENAME_EXCHANGE) = 0`, ""},
		{`renameat2(8</o>, "a", 9</s>, "c", RENAME_EXCHANGE) = 0`, "a file outside its folders"},
		{`linkat(8</o>, "a", 9</o/b>, "a", 0) = 0`, ""},
		{`linkat(8</s>, "a", 9</o/b>, "a", 0) = 0`, "a file outside its folders"},
		{`utimensat(15</o>, "someone-else", [{tv_sec=1795219200, tv_nsec=0} /* 2026-11-21T00:00:00+0000 */], AT_SYMLINK_NOFOLLOW) = 0`, ""},
		{`syscall_0x1c4(0x9, 0x530, 0x1ed, 0x100, 0, 0) = 0`, ""},
		{`syscall_0x1c5(0x9, 0x530, 0x1ed, 0x100, 0, 0) = 0`, "a call that no build needs"},
		{`clone(child_stack=0x1, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD, tls=0x5) = 1`, ""},
		{`clone(child_stack=NULL, flags=CLONE_VM|CLONE_VFORK|SIGCHLD) = 1`, "a process is started"},
		{`vfork() = 1`, "a call that no build needs"},
		{`execve("/bin/true", ["true"], 0x7ff /* 3 vars */) = 0`, "a call that no build needs"},
		{`socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<TCP:[1]>`, "a call that no build needs"},
		{`io_uring_setup(8, {flags=0}) = 3<anon_inode:[io_uring]>`, "a call that no build needs"},
		{`exit_group(0)                           = ?`, ""},
		{`strange`, "this is not understood"},
	} {
		if got := w.complaint(test.line); got != test.want {
			t.Errorf("%s:\n got %q\nwant %q", test.line, got, test.want)
		}
	}
	if got := fmt.Sprint(w.complaints([]string{"+++ exited with 0 +++"})); !strings.Contains(got, "never started") {
		t.Errorf("an empty trace is fine: %s", got)
	}
}
