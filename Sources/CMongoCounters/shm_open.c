// As soon as it is loaded, also for a command that needs no MongoDB, libmongoc opens shared memory named after the process, in
// which it counts for `mongoc-stat`. A process that is killed leaves its file in /dev/shm, and the next one of the same number,
// in a container every one, then writes a warning to standard error before `main` is called. Where there is no /dev/shm, every
// process does.
//
// The program's own definition comes before the C library's: it gives libmongoc memory of this process alone. Nothing else here
// calls shm_open.
#define _GNU_SOURCE
#include <sys/mman.h>

__attribute__((used, visibility("default"))) int shm_open(const char *name, int flags, mode_t mode) {
    (void)flags;
    (void)mode;
    return memfd_create(name, MFD_CLOEXEC);
}
