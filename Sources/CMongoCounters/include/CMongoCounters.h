// Nothing is called from here: the target is linked for its definition of shm_open.
