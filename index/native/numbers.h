/* Numbers that ascend, as gaps in few bytes, and how they are put in order: what engine.c goes by. */

#include <stdint.h>

/* One or two bytes without a branch, which half of the time would be guessed wrong; more are rare. A stream therefore
ends with a byte that is not read for itself. */
static inline uint32_t read_varint(const uint8_t **at) {
    const uint8_t *bytes = *at;
    uint32_t two = bytes[0] >> 7;
    uint32_t value = (bytes[0] & 0x7f) | (bytes[1] & 0x7fu & (0 - two)) << 7;
    *at += 1 + two;
    if (two & (uint32_t)(bytes[1] >> 7))
        for (int shift = 14; shift < 32; shift += 7) {
            uint32_t byte = *(*at)++;
            value |= (byte & 0x7f) << shift;
            if (byte < 0x80) break;
        }
    return value;
}

static inline uint8_t *write_varint(uint8_t *at, uint32_t value) {
    while (value >= 0x80) {
        *at++ = (uint8_t)(value | 0x80);
        value >>= 7;
    }
    *at++ = (uint8_t)value;
    return at;
}

/* Sort some numbers (Shell 1959), leave out what stands there twice, and return how many are left. Where `counts` is not
null, it gets how often each stood there. */
static int64_t sort_rows(uint32_t *rows, int64_t count, uint32_t *counts) {
    int64_t gap = 1;
    while (gap < count / 3) gap = 3 * gap + 1;
    for (; gap; gap /= 3)
        for (int64_t i = gap; i < count; i++) {
            uint32_t row = rows[i];
            int64_t j = i;
            for (; j >= gap && rows[j - gap] > row; j -= gap) rows[j] = rows[j - gap];
            rows[j] = row;
        }
    int64_t kept = 0;
    for (int64_t i = 0; i < count; i++) {
        if (!kept || rows[kept - 1] != rows[i]) {
            if (counts) counts[kept] = 0;
            rows[kept++] = rows[i];
        }
        if (counts) counts[kept - 1]++;
    }
    return kept;
}
