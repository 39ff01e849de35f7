// System calls of Linux that glibc declares for _GNU_SOURCE only, which Swift's importer does not set.
#pragma once
#include <linux/fs.h>
#include <linux/stat.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// AT_FDCWD of <fcntl.h>, which can't be included beside <linux/stat.h>: paths are relative to the working folder.
enum { linux_working_folder = -100 };

// renameat2(2): two paths change places in one step. Returns 0, or -1 with errno.
static inline int linux_exchange(const char *one, const char *other) {
    return (int)syscall(SYS_renameat2, linux_working_folder, one, linux_working_folder, other, RENAME_EXCHANGE);
}

// statx(2): 1 if something is mounted on the path, which a bind mount of the same disk doesn't show in st_dev;
// 0 if not, -1 if the kernel (before 5.8) can't tell or the path can't be read.
static inline int linux_is_mount_point(const char *path) {
    struct statx status;
    if (syscall(SYS_statx, linux_working_folder, path, 0, 0, &status) != 0) return -1;
    if (!(status.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT)) return -1;
    return (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

// mallopt(3): threads share two heaps instead of having one each, and what is large is given back as soon as it is freed,
// so that the process stays as small as what it holds. glibc would otherwise keep up to eight half-empty heaps a core.
static inline void linux_share_heaps(void) {
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

// setrlimit(2): a crash leaves no core file, which would hold what the process holds. Returns 0, or -1 with errno.
static inline int linux_forbid_core_files(void) {
    struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_CORE, &none);
}
