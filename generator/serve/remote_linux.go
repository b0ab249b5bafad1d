package serve

import "syscall"

// remotes are file systems that others write to without this system's knowledge,
// by the number that Linux has for them.
var remotes = map[uint32]string{
	0x6969:     "NFS",
	0x517b:     "a Windows share",
	0xff534d42: "a Windows share",
	0xfe534d42: "a Windows share",
	0x01021997: "another system's folder",
	0x65735546: "a file system of a program (FUSE)",
	0x786f4256: "a folder of VirtualBox",
	0xbacbacbc: "a folder of VMware",
	0x5346414f: "AFS",
	0x00c36400: "Ceph",
}

// remote names the file system of a folder when it is one of those.
func remote(folder string) string {
	var s syscall.Statfs_t
	if syscall.Statfs(folder, &s) != nil {
		return ""
	}
	return remotes[uint32(s.Type)]
}
