/* What is written once and read often, compiled: postings and bags of tokens. What a search does with them is in
matching.c and vectors.c beside it; index/native/library.py calls them all, without Python's lock.

Nothing is allocated, and nothing kept between calls. Numbers that ascend are stored as gaps, each a varint: seven
bits a byte, the lowest first, the eighth bit set in all bytes but the last. What is read was checked against its
SHA-256 when the index was opened; rows beyond the segment are skipped all the same, so that nothing is written
outside an array. */

#include "numbers.h"

/* The program and the library must be of one source: its digest is compiled in (index/native/build.py). */
PUBLIC const char engine_source[] = ENGINE_SOURCE;

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

/* Encode the postings of all terms: those of term t are from starts[t] to starts[t + 1]. Return the number of bytes;
`offsets` (terms + 1) gets where each term begins. `out` has room for ten bytes a posting. */
PUBLIC int64_t encode_postings(const uint32_t *rows, const uint32_t *counts, const int64_t *starts, int64_t terms,
                               uint8_t *out, int64_t *offsets) {
    uint8_t *at = out;
    for (int64_t term = 0; term < terms; term++) {
        offsets[term] = at - out;
        uint32_t before = 0;
        for (int64_t i = starts[term]; i < starts[term + 1]; i++) {
            at = write_varint(at, (rows[i] - before) << 2 | (counts[i] < 4 ? counts[i] - 1 : 3));
            if (counts[i] >= 4) at = write_varint(at, counts[i] - 4);
            before = rows[i];
        }
    }
    offsets[terms] = at - out;
    return at - out;
}

/* Turn texts into postings: text i has the terms from starts[i] to starts[i + 1], in any order and as often as they occur.
`ends` (terms + 2,) are zeros, and get where the postings of each term end, after a 0: they are `rows` and `counts`, rows
ascending, with room for as many as `words`. Both `words` and `tallies`, of the same size, are written over. */
PUBLIC void invert(uint32_t *words, const int64_t *starts, int64_t texts, int64_t terms, uint32_t *tallies,
                   int64_t *ends, uint32_t *rows, uint32_t *counts) {
    for (int64_t text = 0; text < texts; text++) {
        int64_t start = starts[text], size = starts[text + 1] - start;
        int64_t distinct = sort_rows(words + start, size, tallies + start);
        for (int64_t i = distinct; i < size; i++) tallies[start + i] = 0;
        for (int64_t i = 0; i < distinct; i++) ends[words[start + i] + 2]++;
    }
    for (int64_t term = 2; term <= terms + 1; term++) ends[term] += ends[term - 1];
    for (int64_t text = 0; text < texts; text++)
        for (int64_t i = starts[text]; i < starts[text + 1] && tallies[i]; i++) {
            int64_t place = ends[words[i] + 1]++;
            rows[place] = (uint32_t)text;
            counts[place] = tallies[i];
        }
}

/* Decode the postings between two places of a stream; return how many there are. */
PUBLIC int64_t decode_postings(const uint8_t *stream, int64_t start, int64_t end, uint32_t *rows, uint32_t *counts) {
    Postings postings = {stream + start, stream + end, 0, 0};
    int64_t found = 0;
    for (; next_posting(&postings); found++) {
        rows[found] = postings.row;
        counts[found] = postings.count;
    }
    return found;
}

/* Count the passages that have each term, or of them those that are `live` (size,) where that is not null. */
PUBLIC void count_postings(const uint8_t *stream, const int64_t *offsets, int64_t terms, const uint8_t *live,
                           uint32_t size, uint32_t *frequencies) {
    for (int64_t term = 0; term < terms; term++) {
        Postings postings = {stream + offsets[term], stream + offsets[term + 1], 0, 0};
        uint32_t found = 0;
        while (next_posting(&postings)) found += !live || (postings.row < size && live[postings.row]);
        frequencies[term] = found;
    }
}

/* Bags: the distinct tokens of each of many texts, ascending; the first of a text is its gap to 0. */

/* Encode the tokens of some texts; text i has those from starts[i] to starts[i + 1], which are put in order. Return the
number of bytes; `sizes` (texts,) gets how many each text has. `out` has room for five bytes a token. */
PUBLIC int64_t encode_bags(uint32_t *tokens, const int64_t *starts, int64_t texts, uint8_t *out, int64_t *sizes) {
    uint8_t *at = out;
    for (int64_t text = 0; text < texts; text++) {
        uint8_t *begin = at;
        uint32_t *here = tokens + starts[text], before = 0;
        int64_t count = sort_rows(here, starts[text + 1] - starts[text], 0);
        for (int64_t i = 0; i < count; i++) {
            at = write_varint(at, here[i] - before);
            before = here[i];
        }
        sizes[text] = at - begin;
    }
    return at - out;
}
