/* Products of vectors with a question's: of passages, and of their tokens. Sums have one order on every processor, or
are of whole numbers, so that scores are the same to the last bit. */

#include "numbers.h"

#define LANES 8

/* Rows that are fetched from memory before their turn, and bytes fetched at once. */
#define AHEAD 8
#define LINE 64

static inline void fetch(const void *start, int64_t size) {
    for (int64_t at = 0; at < size; at += LINE) __builtin_prefetch((const char *)start + at);
}

/* Give the product of a query with each of some rows (count,) of `vectors` (n, dimension). */
PUBLIC void score_rows(const int16_t *vectors, int64_t dimension, const float *query, const int64_t *rows,
                       int64_t count, float *scores) {
    for (int64_t i = 0; i < count && i < AHEAD; i++) fetch(vectors + rows[i] * dimension, 2 * dimension);
    for (int64_t i = 0; i < count; i++) {
        const int16_t *row = vectors + rows[i] * dimension;
        if (i + AHEAD < count) fetch(vectors + rows[i + AHEAD] * dimension, 2 * dimension);
        float sums[LANES] = {0};
        int64_t j = 0;
        for (; j + LANES <= dimension; j += LANES)
            for (int lane = 0; lane < LANES; lane++) sums[lane] += (float)row[j + lane] * query[j + lane];
        for (; j < dimension; j++) sums[j % LANES] += (float)row[j] * query[j];
        for (int half = LANES / 2; half; half /= 2)
            for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
        scores[i] = sums[0];
    }
}

/* Late interaction. The vectors of tokens are 8-bit numbers, those of a question (asked, dimension) in 16 bits, so that
products are whole numbers; `units` (size,) has what makes unit vectors of the vocabulary's. */

typedef struct {
    const int16_t *asked;
    int64_t count, dimension;
    const int8_t *vocabulary;
    const float *units;
    int64_t size;
} Tokens;

/* The tokens of some texts: those of text i are the bytes from spans[2i] to spans[2i + 1]. */
typedef struct {
    const uint8_t *stream;
    const int64_t *spans;
    int64_t count;
} Bags;

/* The tokens that occur: a bit for each of the vocabulary, and how many there are before each 64. */
typedef struct {
    uint64_t *bits;
    uint32_t *before;
    int64_t words;
} Occurring;

static void set_occurring(const Tokens *tokens, const Bags *bags, int64_t collections, Occurring *occurring) {
    for (int64_t i = 0; i < occurring->words; i++) occurring->bits[i] = 0;
    for (; collections; collections--, bags++)
        for (int64_t i = 0; i < bags->count; i++) {
            const uint8_t *at = bags->stream + bags->spans[2 * i], *end = bags->stream + bags->spans[2 * i + 1];
            for (uint32_t token = 0; at < end; ) {
                token += read_varint(&at);
                if (token >= tokens->size) break;
                occurring->bits[token >> 6] |= 1ull << (token & 63);
            }
        }
}

/* List the tokens that occur, ascending, in `ids`; return how many there are. */
static int64_t list_occurring(Occurring *occurring, uint32_t *ids) {
    int64_t found = 0;
    for (int64_t word = 0; word < occurring->words; word++) {
        occurring->before[word] = (uint32_t)found;
        for (uint64_t bits = occurring->bits[word]; bits; bits &= bits - 1)
            ids[found++] = (uint32_t)(word * 64 + __builtin_ctzll(bits));
    }
    return found;
}

/* Return the product of two vectors of whole numbers. What other processors have for this, compilers see by themselves. */
static inline int32_t product(const int16_t *one, const int16_t *other, int64_t dimension) {
    int32_t sum = 0;
    int64_t i = 0;
#ifdef __SSE2__
    typedef int16_t Shorts __attribute__((vector_size(16), aligned(2), may_alias));
    typedef int32_t Sums __attribute__((vector_size(16)));
    Sums sums = {0};
    for (; i + 8 <= dimension; i += 8)
        sums += (Sums)__builtin_ia32_pmaddwd128(*(const Shorts *)(one + i), *(const Shorts *)(other + i));
    sum = sums[0] + sums[1] + sums[2] + sums[3];
#endif
    for (; i < dimension; i++) sum += one[i] * other[i];
    return sum;
}

/* Give the cosine of each of some tokens with each of the question's (found, asked). `row` has room for one token. */
static void compare(const Tokens *tokens, const uint32_t *ids, int64_t found, float *cosines, int16_t *row) {
    int64_t dimension = tokens->dimension;
    for (int64_t i = 0; i < found; i++, cosines += tokens->count) {
        const int8_t *token = tokens->vocabulary + ids[i] * dimension;
        if (i + AHEAD < found) fetch(tokens->vocabulary + ids[i + AHEAD] * dimension, dimension);
        for (int64_t j = 0; j < dimension; j++) row[j] = token[j];
        for (int64_t j = 0; j < tokens->count; j++)
            cosines[j] = (float)product(row, tokens->asked + j * dimension, dimension) * tokens->units[ids[i]];
    }
}

/* Give for each text of some collections the highest cosine of its tokens with each of the question's (texts, asked), 0
at least. `scratch` has room for a number of 64 bits and one of 32 for every 64 tokens of the vocabulary, then for as
many tokens as there may be, `room`, and their cosines, and for the vector of one. */
PUBLIC void best_matches(const Tokens *tokens, const Bags *bags, int64_t collections, int64_t room, uint64_t *scratch,
                         float *best) {
    Occurring occurring = {scratch, (uint32_t *)(scratch + tokens->size / 64 + 1), tokens->size / 64 + 1};
    uint32_t *ids = occurring.before + occurring.words;
    float *cosines = (float *)(ids + room);
    set_occurring(tokens, bags, collections, &occurring);
    compare(tokens, ids, list_occurring(&occurring, ids), cosines, (int16_t *)(cosines + room * tokens->count));
    for (; collections; collections--, bags++)
        for (int64_t i = 0; i < bags->count; i++, best += tokens->count) {
            const uint8_t *at = bags->stream + bags->spans[2 * i], *end = bags->stream + bags->spans[2 * i + 1];
            for (int64_t j = 0; j < tokens->count; j++) best[j] = 0;
            for (uint32_t token = 0; at < end; ) {
                token += read_varint(&at);
                if (token >= tokens->size) break;
                uint64_t below = occurring.bits[token >> 6] & ((1ull << (token & 63)) - 1);
                int64_t place = occurring.before[token >> 6] + __builtin_popcountll(below);
                const float *line = cosines + place * tokens->count;
                for (int64_t j = 0; j < tokens->count; j++) best[j] = line[j] > best[j] ? line[j] : best[j];
            }
        }
}
