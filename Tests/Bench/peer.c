// The peer of a sync into SQLite, in C: one libcurl handle with a kept-alive connection, a JSON scanner that reads each page once
// and in place, and upserts in transactions of 5,000 rows into tables like octo-site's. It certifies, journals and resumes nothing.
//
// usage: peer BASE_URL FILE; the key of v1.6 is in EMAILOCTOPUS_API_KEY
#include <curl/curl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { char *bytes; size_t length, capacity; } Text;
typedef struct { const char *bytes; size_t length; } Slice;

static void fail(const char *format, ...) {
    va_list values;
    va_start(values, format);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    exit(1);
}

static void append(Text *text, const void *bytes, size_t length) {
    if (text->length + length + 1 > text->capacity) {
        text->capacity = 2 * (text->length + length) + 64;
        if (!(text->bytes = realloc(text->bytes, text->capacity))) fail("There is no memory left.");
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = 0;
}

static void append_byte(Text *text, unsigned byte) { append(text, &(char){(char)byte}, 1); }

// MARK: JSON: values are found in place. A body ends with a zero byte, which no value contains.

static const char *space(const char *p) { while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t') p++; return p; }

// After a value: the next one, or the container's end.
static const char *next(const char *p, char end) {
    p = space(p);
    if (*p == ',') return space(p + 1);
    if (*p != end) fail("A container does not end: %.20s", p);
    return p;
}

static const char *end_of_string(const char *p) {
    for (p++; *p != '"'; p++) {
        if ((unsigned char)*p < ' ') fail("A string does not end.");
        if (*p == '\\') p++;
    }
    return p + 1;
}

// The value of the member whose name begins here.
static const char *value_of(const char *name) {
    const char *p = *name == '"' ? space(end_of_string(name)) : name;
    if (*p != ':') fail("A member has no value: %.20s", name);
    return space(p + 1);
}

static const char *end_of_value(const char *p) {
    const char *start = p;
    switch (*p) {
    case '"': return end_of_string(p);
    case '{':
        for (p = space(p + 1); *p != '}';) p = next(end_of_value(value_of(p)), '}');
        return p + 1;
    case '[':
        for (p = space(p + 1); *p != ']';) p = next(end_of_value(p), ']');
        return p + 1;
    }
    while ((*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || *p == '-' || *p == '+' || *p == '.' || *p == 'E') p++;
    if (p == start) fail("No value begins here: %.20s", p);
    return p;
}

// Finds members of an object in one pass, whose first one is at p. A value is NULL if it is absent or null.
static const char *members(const char *p, int count, const char *const *names, const char **values) {
    for (int i = 0; i < count; i++) values[i] = NULL;
    while (*p != '}') {
        const char *value = value_of(p);
        for (int i = 0; i < count; i++) {
            size_t length = strlen(names[i]);
            if (!strncmp(names[i], p + 1, length) && p[length + 1] == '"' && *value != 'n') values[i] = value;
        }
        p = next(end_of_value(value), '}');
    }
    return p + 1;
}

static unsigned hex4(const char *p) { return (unsigned)strtoul((char[]){p[0], p[1], p[2], p[3], 0}, NULL, 16); }

static void append_scalar(Text *out, unsigned c) {
    if (c < 0x80) return append_byte(out, c);
    if (c >= 0x10000) append_byte(out, 0xf0 | c >> 18);
    if (c >= 0x800) append_byte(out, c >= 0x10000 ? 0x80 | (c >> 12 & 63) : 0xe0 | c >> 12);
    append_byte(out, c >= 0x800 ? 0x80 | (c >> 6 & 63) : 0xc0 | c >> 6);
    append_byte(out, 0x80 | (c & 63));
}

// The text of a string, in memory if it has escapes; of any other value its spelling.
static Slice decoded(const char *value, Text *memory) {
    if (!value) return (Slice){NULL, 0};
    const char *end = end_of_value(value);
    if (*value != '"') return (Slice){value, (size_t)(end - value)};
    size_t length = (size_t)(end - value) - 2;
    if (!memchr(value + 1, '\\', length)) return (Slice){value + 1, length};
    memory->length = 0;
    for (const char *p = value + 1; p < end - 1; p++) {
        const char *known = *p == '\\' && p[1] != 'u' ? strchr("b\bf\fn\nr\rt\t", p[1]) : NULL;
        if (*p != '\\') append_byte(memory, (unsigned char)*p);
        else if (*++p != 'u') append_byte(memory, (unsigned char)(known ? known[1] : *p));
        else {
            unsigned c = hex4(p + 1);
            p += 4;
            if (c >= 0xd800 && c < 0xdc00 && p[1] == '\\') c = 0x10000 + ((c - 0xd800) << 10) + (hex4(p + 3) - 0xdc00), p += 6;
            append_scalar(memory, c);
        }
    }
    return (Slice){memory->bytes, memory->length};
}

static int by_name(const void *a, const void *b) {
    const char *left = *(const char *const *)a, *right = *(const char *const *)b;
    size_t l = (size_t)(end_of_string(left) - left), r = (size_t)(end_of_string(right) - right);
    return memcmp(left, right, l < r ? l : r);
}

// Fields with sorted names and without spaces; NULL for none.
static Slice canonical(const char *fields, Text *out) {
    static const char *found[256];
    static Text memory;
    int count = 0;
    if (!fields || *fields != '{') return fields ? (Slice){"{}", 2} : (Slice){NULL, 0};
    for (const char *p = space(fields + 1); *p != '}' && count < 256; p = next(end_of_value(value_of(p)), '}')) found[count++] = p;
    qsort(found, (size_t)count, sizeof *found, by_name);
    out->length = 0;
    for (int i = 0; i < count; i++) {
        append_byte(out, i ? ',' : '{');
        append(out, found[i], (size_t)(end_of_string(found[i]) - found[i]));
        append_byte(out, ':');
        const char *value = value_of(found[i]), *quote = *value == '"' ? "\"" : "";
        Slice text = decoded(value, &memory);
        append(out, quote, strlen(quote));
        for (size_t j = 0; j < text.length; j++) {
            if (*quote && (text.bytes[j] == '"' || text.bytes[j] == '\\')) append_byte(out, '\\');
            append_byte(out, (unsigned char)text.bytes[j]);
        }
        append(out, quote, strlen(quote));
    }
    append(out, count ? "}" : "{}", count ? 1 : 2);
    return (Slice){out->bytes, out->length};
}

// Seconds since 1970 of `"2026-01-01T00:00:00+00:00"`.
static sqlite3_int64 seconds(const char *value) {
#define NUMBER(at) ((value[at] - '0') * 10 + value[(at) + 1] - '0')
    int month = NUMBER(6), year = NUMBER(1) * 100 + NUMBER(3) - (month <= 2);
    long era = year / 400, of_era = year - era * 400, of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + NUMBER(9) - 1;
    long days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
    return ((days * 24L + NUMBER(12)) * 60 + NUMBER(15)) * 60 + NUMBER(18);
}

// MARK: HTTP

static CURL *curl;
static Text origin;
static const char *base, *key;

static size_t receive(char *bytes, size_t size, size_t count, void *body) { append(body, bytes, size * count); return size * count; }

static const char *get(const char *url, Text *body) {
    long status = 0;
    body->length = 0;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK || status != 200) fail("%s: %s, status %ld", url, curl_easy_strerror(code), status);
    return space(body->bytes);
}

// MARK: Store

static sqlite3 *db;
static sqlite3_stmt *contact_upsert, *campaign_upsert, *participant_upsert[6];
static const char *kinds[] = {"sent", "opened", "clicked", "bounced", "complained", "unsubscribed"};

static void sql(const char *text) {
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) fail("%s: %s", text, sqlite3_errmsg(db));
}

static sqlite3_stmt *prepared(const char *text) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, text, -1, &statement, NULL) != SQLITE_OK) fail("%s: %s", text, sqlite3_errmsg(db));
    return statement;
}

static void set_text(sqlite3_stmt *statement, int index, Slice text) {
    sqlite3_bind_text(statement, index, text.bytes, (int)text.length, SQLITE_STATIC);  // NULL where there are no bytes
}

static void set_time(sqlite3_stmt *statement, int index, const char *value) {
    if (value) sqlite3_bind_int64(statement, index, seconds(value));
    else sqlite3_bind_null(statement, index);
}

static void step(sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) fail("%s", sqlite3_errmsg(db));
    sqlite3_reset(statement);
}

static void open_store(const char *file) {
    if (sqlite3_open(file, &db) != SQLITE_OK) fail("%s: %s", file, sqlite3_errmsg(db));
    sql("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 10000; PRAGMA cache_size = -6000;"
        "CREATE TABLE IF NOT EXISTS campaign (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, summary TEXT);"
        "CREATE TABLE IF NOT EXISTS contact (contact_id TEXT PRIMARY KEY, email_address TEXT, person TEXT, domain TEXT, status TEXT,"
        " fields TEXT, last_updated_at INTEGER) WITHOUT ROWID;"
        "CREATE INDEX IF NOT EXISTS contact_person ON contact (person) WHERE person IS NOT NULL;"
        "CREATE TABLE IF NOT EXISTS participant (campaign INTEGER NOT NULL, contact_id TEXT NOT NULL, first_sent INTEGER,"
        " first_opened INTEGER, first_clicked INTEGER, first_bounced INTEGER, first_complained INTEGER, first_unsubscribed INTEGER,"
        " sent_at INTEGER, opened_at INTEGER, clicked_at INTEGER, bounced_at INTEGER, complained_at INTEGER, unsubscribed_at INTEGER,"
        " vanished INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (campaign, contact_id)) WITHOUT ROWID");
    campaign_upsert = prepared(
        "INSERT INTO campaign (id, summary) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET summary = excluded.summary RETURNING key");
    contact_upsert = prepared(
        "INSERT INTO contact VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (contact_id) DO UPDATE SET"
        " email_address = excluded.email_address, person = excluded.person, domain = excluded.domain, status = excluded.status,"
        " fields = excluded.fields, last_updated_at = excluded.last_updated_at WHERE email_address IS NOT excluded.email_address"
        " OR status IS NOT excluded.status OR fields IS NOT excluded.fields OR last_updated_at IS NOT excluded.last_updated_at");
    for (int i = 0; i < 6; i++) {
        char *text = sqlite3_mprintf(
            "INSERT INTO participant (campaign, contact_id, first_%s, %s_at) VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET"
            " first_%s = 1, %s_at = excluded.%s_at WHERE first_%s IS NULL OR excluded.%s_at < %s_at",
            kinds[i], kinds[i], kinds[i], kinds[i], kinds[i], kinds[i], kinds[i], kinds[i]);
        participant_upsert[i] = prepared(text);
    }
}

typedef struct { int kind; sqlite3_int64 campaign; } Report;

static const char *save_row(const char *row, void *context) {
    static Text address_memory, status_memory, id_memory, fields_memory, person;
    static int rows;
    Report report = *(Report *)context;
    const char *row_values[2], *values[5];
    const char *end = members(space(row + 1), 2, (const char *[]){"contact", "occurred_at"}, row_values);
    if (!row_values[0] || *row_values[0] != '{') fail("A row has no contact: %.80s", row);
    members(space(row_values[0] + 1), 5, (const char *[]){"id", "email_address", "status", "fields", "last_updated_at"}, values);
    Slice id = decoded(values[0], &id_memory), address = decoded(values[1], &address_memory);
    if (!id.bytes) fail("A row has no contact id: %.80s", row);
    if (address.bytes) {
        person.length = 0;
        append(&person, address.bytes, address.length);
        for (char *c = person.bytes; *c; c++) if (*c >= 'A' && *c <= 'Z') *c += 'a' - 'A';
        const char *at = strrchr(person.bytes, '@'), *domain = at ? at + 1 : "";
        set_text(contact_upsert, 1, id);
        set_text(contact_upsert, 2, address);
        set_text(contact_upsert, 3, (Slice){person.bytes, person.length});
        set_text(contact_upsert, 4, (Slice){domain, strlen(domain)});
        set_text(contact_upsert, 5, decoded(values[2], &status_memory));
        set_text(contact_upsert, 6, canonical(values[3], &fields_memory));
        set_time(contact_upsert, 7, values[4]);
        step(contact_upsert);
    }
    sqlite3_bind_int64(participant_upsert[report.kind], 1, report.campaign);
    set_text(participant_upsert[report.kind], 2, id);
    set_time(participant_upsert[report.kind], 3, row_values[1]);
    step(participant_upsert[report.kind]);
    if (++rows % 5000 == 0) sql("COMMIT; BEGIN IMMEDIATE");
    return end;
}

// MARK: Walks

// Reads a listing page by page. `visit` gets each element, and returns its end.
static void walk(const char *path, const char *(*visit)(const char *element, void *context), void *context) {
    Text body = {0}, url = {0}, memory = {0};
    append(&url, path, strlen(path));
    append(&url, "&limit=100", 10);
    for (int has_next = 1; has_next;) {
        const char *value, *p = space(get(url.bytes, &body) + 1);
        has_next = 0;
        while (*p == '"') {
            const char *name = p + 1;
            p = value_of(p);
            if (!strncmp(name, "data\"", 5) && *p == '[') {
                for (p = space(p + 1); *p != ']';) p = next(visit(p, context), ']');
            } else if (!strncmp(name, "paging\"", 7) && *p == '{') {
                members(space(p + 1), 1, (const char *[]){"next"}, &value);
                if ((has_next = value != NULL)) {
                    Slice link = decoded(value, &memory);
                    url.length = 0;
                    append(&url, origin.bytes, *link.bytes == '/' ? origin.length : 0);
                    append(&url, link.bytes, link.length);
                }
            }
            p = next(*p == ']' ? p + 1 : end_of_value(p), '}');
        }
        if (*p != '}') fail("%s: this is no page: %.20s", url.bytes, p);
    }
    free(body.bytes), free(url.bytes), free(memory.bytes);
}

static const char *save_campaign(const char *campaign, void *context) {
    static Text id_memory, status_memory, body;
    const char *values[2], *end = members(space(campaign + 1), 2, (const char *[]){"id", "status"}, values);
    Slice id = decoded(values[0], &id_memory), status = decoded(values[1], &status_memory);
    if (status.length != 4 || memcmp(status.bytes, "SENT", 4)) return end;
    char *url = sqlite3_mprintf("%s/campaigns/%.*s/reports/summary?api_key=%s", base, (int)id.length, id.bytes, key);
    const char *summary = get(url, &body);
    set_text(campaign_upsert, 1, id);
    set_text(campaign_upsert, 2, (Slice){summary, strlen(summary)});
    if (sqlite3_step(campaign_upsert) != SQLITE_ROW) fail("%s", sqlite3_errmsg(db));
    Report report = {0, sqlite3_column_int64(campaign_upsert, 0)};
    sqlite3_reset(campaign_upsert);
    for (; report.kind < 6; report.kind++) {
        url = sqlite3_mprintf("%s/campaigns/%.*s/reports/%s?api_key=%s", base, (int)id.length, id.bytes, kinds[report.kind], key);
        walk(url, save_row, &report);
    }
    return (void)context, end;
}

int main(int count, char **arguments) {
    if (count != 3 || !(key = getenv("EMAILOCTOPUS_API_KEY"))) fail("usage: EMAILOCTOPUS_API_KEY=… peer BASE_URL FILE");
    base = arguments[1];
    append(&origin, base, strcspn(base, "/") + 2 + strcspn(strstr(base, "://") ? strstr(base, "://") + 3 : "", "/"));
    if (!(curl = curl_easy_init())) fail("libcurl can't be used.");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    open_store(arguments[2]);
    sql("BEGIN IMMEDIATE");
    walk(sqlite3_mprintf("%s/campaigns?api_key=%s", base, key), save_campaign, NULL);
    sql("COMMIT");
    // By which a contact's campaigns are found; octo-site, too, makes it after its first run.
    sql("CREATE INDEX IF NOT EXISTS participant_contact ON participant (contact_id, campaign)");
    return 0;
}
