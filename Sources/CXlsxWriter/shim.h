// libxlsxwriter (Debian: libxlsxwriter-dev).
#pragma once
#include <xlsxwriter.h>
