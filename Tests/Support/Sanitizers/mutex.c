// What `make sanitize` links into programs under ThreadSanitizer: lets it see a `Mutex` that had to wait for its turn.
//
// On Linux a `Mutex` is a word and a futex. The compiler puts the short way of taking and giving back into the caller, where
// ThreadSanitizer sees it. The long way, taken when two threads want the lock, lies in libswiftSynchronization.so, which it does
// not watch: it then takes everything under the lock for a race. These functions stand before the library's, and tell it.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *handle

typedef SWIFT void Lock(uint32_t thread, SELF);
typedef SWIFT bool TryLock(SELF);
typedef SWIFT void Unlock(SELF);

extern void __tsan_acquire(void *address);
extern void __tsan_release(void *address);

Lock lock __asm__(LOCK);
TryLock tryLock __asm__(TRY_LOCK);
Unlock unlock __asm__(UNLOCK);

SWIFT void lock(uint32_t thread, SELF) {
  ((Lock *)dlsym(RTLD_NEXT, LOCK))(thread, handle);
  __tsan_acquire(handle);
}

SWIFT bool tryLock(SELF) {
  bool isTaken = ((TryLock *)dlsym(RTLD_NEXT, TRY_LOCK))(handle);
  if (isTaken) __tsan_acquire(handle);
  return isTaken;
}

SWIFT void unlock(SELF) {
  __tsan_release(handle);
  ((Unlock *)dlsym(RTLD_NEXT, UNLOCK))(handle);
}
