/* Numbers that ascend, as gaps in few bytes, and the postings made of them. */

#include <stdint.h>

#ifdef _WIN32
#define PUBLIC __declspec(dllexport)
#else
#define PUBLIC __attribute__((visibility("default")))
#endif

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

/* Postings: for each passage that has a term, four times the gap to its row, plus how often it has it less one where
that is below three; else plus three, and a varint of the rest follows. */

typedef struct {
    const uint8_t *at, *end;
    uint32_t row, count;
} Postings;

static inline __attribute__((always_inline)) int next_posting(Postings *postings) {
    if (postings->at >= postings->end) return 0;
    uint32_t read = read_varint(&postings->at);
    postings->row += read >> 2;
    postings->count = 1 + (read & 3);
    if ((read & 3) == 3) postings->count += read_varint(&postings->at);
    return 1;
}
