// zlib (Debian: zlib1g-dev, which libmongoc-dev brings along).
#pragma once
#include <zlib.h>
