// Makes easy, multi and share handles distinct types.
#define CURL_STRICTER
#include <curl/curl.h>

// Swift does not import variadic functions. One inline for each type that libcurl's va_arg reads; a number is always a long,
// since libcurl reads one whatever was passed.

static inline CURLcode octo_easy_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

// libcurl copies the text.
static inline CURLcode octo_easy_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

// The list must outlive the transfer.
static inline CURLcode octo_easy_set_headers(CURL *easy, struct curl_slist *list) {
  return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
}

// The buffer holds CURL_ERROR_SIZE bytes and must outlive the handle.
static inline CURLcode octo_easy_set_error_buffer(CURL *easy, char *buffer) {
  return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

typedef size_t (*octo_write_function)(char *bytes, size_t size, size_t count, void *sink);

// The sink is passed to the function as it is; it must outlive the transfer.
static inline CURLcode octo_easy_set_writer(CURL *easy, octo_write_function function, void *sink) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, function);
  return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_WRITEDATA, sink) : code;
}

// libcurl copies the bytes.
static inline CURLcode octo_easy_set_post(CURL *easy, const void *bytes, curl_off_t count) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, count);
  return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bytes) : code;
}

// The list must outlive the transfer.
static inline CURLcode octo_easy_set_recipients(CURL *easy, struct curl_slist *list) {
  return curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, list);
}

typedef size_t (*octo_read_function)(char *bytes, size_t size, size_t count, void *source);

// The source is passed to the function as it is; it must outlive the transfer.
static inline CURLcode octo_easy_set_reader(CURL *easy, octo_read_function function, void *source, curl_off_t count) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, function);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_READDATA, source);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, count);
  return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L) : code;
}

static inline CURLcode octo_easy_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode octo_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}
