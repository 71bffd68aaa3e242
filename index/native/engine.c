/* The innermost loops of a search, compiled: index/native/library.py calls them, without Python's lock.

Nothing is allocated, and nothing kept between calls. Numbers that ascend are stored as gaps, each a varint: seven
bits a byte, the lowest first, the eighth bit set in all bytes but the last. What is read was checked against its
SHA-256 when the index was opened; rows beyond the segment are skipped all the same, so that nothing is written
outside an array. */

#include "numbers.h"

#ifdef _WIN32
#define PUBLIC __declspec(dllexport)
#else
#define PUBLIC __attribute__((visibility("default")))
#endif

/* The program and the library must be of one source: its digest is compiled in (index/native/build.py). */
PUBLIC const char engine_source[] = ENGINE_SOURCE;

/* Postings: for each passage that has a term, four times the gap to its row, plus how often it has it less one where
that is below three; else plus three, and a varint of the rest follows. */

typedef struct {
    const uint8_t *at, *end;
    uint32_t row, count;
} Postings;

static inline int next_posting(Postings *postings) {
    if (postings->at >= postings->end) return 0;
    uint32_t read = read_varint(&postings->at);
    postings->row += read >> 2;
    postings->count = 1 + (read & 3);
    if ((read & 3) == 3) postings->count += read_varint(&postings->at);
    return 1;
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

/* Return the `rank`-th highest (from 0) of some scores, which are moved about (Hoare's quickselect). */
static float highest(float *scores, int64_t count, int64_t rank) {
    int64_t low = 0, high = count - 1;
    while (low < high) {
        float pivot = scores[(low + high) / 2];
        int64_t i = low, j = high;
        while (i <= j) {
            while (scores[i] > pivot) i++;
            while (scores[j] < pivot) j--;
            if (i <= j) {
                float kept = scores[i];
                scores[i++] = scores[j];
                scores[j--] = kept;
            }
        }
        if (rank <= j) high = j;
        else if (rank >= i) low = i;
        else break;
    }
    return scores[rank];
}

/* Keep of some rows those that reach the `wanted`-th best score, equals included, and raise the floor to it. */
static int64_t keep_best(const float *sums, uint32_t *rows, int64_t found, int64_t wanted, float *scratch,
                         float *floor) {
    if (found < wanted) return found;
    for (int64_t i = 0; i < found; i++) scratch[i] = sums[rows[i]];
    *floor = highest(scratch, found, wanted - 1);
    int64_t kept = 0;
    for (int64_t i = 0; i < found; i++)
        if (sums[rows[i]] >= *floor) rows[kept++] = rows[i];
    return kept;
}

/* The words of a question: word w has the terms from words[w] to words[w + 1]; term t has the postings from spans[2t] to
spans[2t + 1], and its worth in a passage, count / (count + norms[classes[row]]), is multiplied by shares[t]. */

typedef struct {
    const uint8_t *stream;
    const int64_t *words, *spans;
    const float *shares;
    int64_t word_count;
    const uint16_t *classes;
    const float *norms;
    int64_t size;
} Question;

/* Add to the sum of each passage what each word is worth in it, that of the best of the word's terms, word by word.
`sums` and `best` (size,) are all zeros, `best` is again at the end; `met` and `met_now` get the rows that have any of the
words. Return how many these are. */
static int64_t add_words(const Question *question, float *sums, float *best, uint32_t *met, uint32_t *met_now) {
    int64_t found = 0;
    for (int64_t word = 0; word < question->word_count; word++) {
        int64_t first = question->words[word], end = question->words[word + 1], found_now = 0;
        for (int64_t term = first; term < end; term++) {
            const int64_t *span = question->spans + 2 * term;
            Postings postings = {question->stream + span[0], question->stream + span[1], 0, 0};
            float share = question->shares[term];
            while (next_posting(&postings) && postings.row < question->size) {
                uint32_t row = postings.row;
                float count = (float)postings.count;
                float value = count / (count + question->norms[question->classes[row]]) * share;
                if (end - first == 1) {
                    met[found] = row;
                    found += sums[row] == 0;
                    sums[row] += value;
                } else {
                    met_now[found_now] = row;
                    found_now += best[row] == 0;
                    best[row] = value > best[row] ? value : best[row];
                }
            }
        }
        for (int64_t i = 0; i < found_now; i++) {
            uint32_t row = met_now[i];
            met[found] = row;
            found += sums[row] == 0;
            sums[row] += best[row];
            best[row] = 0;
        }
    }
    return found;
}

/* Find the passages that are among the `wanted` best by their words, equals included, of those that are `allowed`
(size,), null for all; and those of `beside`, whatever their sums: `rows`, ascending, and their `scores`, which have room
for size + beside_count. Sums below *floor are left out, and it is raised to what the best so far reach. `scratch` is four
arrays of `room` numbers, more than `size`, the first two all zeros, and again at the end. Return how many passages there
are. */
PUBLIC int64_t match_words(const Question *question, const uint8_t *allowed, int64_t wanted, float *floor,
                           const uint32_t *beside, int64_t beside_count, float *scratch, int64_t room,
                           uint32_t *rows, float *scores) {
    int64_t size = question->size, found = 0, full = 4 * wanted + 1024;
    float *sums = scratch, *best = sums + room;
    uint32_t *met = (uint32_t *)(best + room), *met_now = met + room;
    int64_t met_count = add_words(question, sums, best, met, met_now);
    for (int64_t i = 0; i < met_count; i++) {
        uint32_t row = met[i];
        if (sums[row] < *floor || (allowed && !allowed[row])) continue;
        rows[found++] = row;
        if (found >= full) {
            found = keep_best(sums, rows, found, wanted, scores, floor);
            if (2 * found > full) full = 2 * found;
        }
    }
    found = keep_best(sums, rows, found, wanted, scores, floor);
    for (int64_t i = 0; i < beside_count; i++)
        if (beside[i] < size) rows[found++] = beside[i];
    found = sort_rows(rows, found, 0);
    for (int64_t i = 0; i < found; i++) scores[i] = sums[rows[i]];
    for (int64_t i = 0; i < met_count; i++) sums[met[i]] = 0;
    return found;
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

/* Decode the tokens of some texts, one after another, and set the bit of each in `occurs`, which has one for each token
of the vocabulary. The bytes of text i are from spans[2i] to spans[2i + 1]; `lengths` (texts,) gets how many tokens
each has. Return how many there are in all. */
PUBLIC int64_t decode_bags(const uint8_t *stream, const int64_t *spans, int64_t texts, uint32_t vocabulary,
                           uint32_t *tokens, int64_t *lengths, uint64_t *occurs) {
    int64_t found = 0;
    for (int64_t i = 0; i < texts; i++) {
        const uint8_t *at = stream + spans[2 * i], *end = stream + spans[2 * i + 1];
        uint32_t token = 0;
        int64_t before = found;
        while (at < end) {
            token += read_varint(&at);
            if (token >= vocabulary) break;
            tokens[found++] = token;
            occurs[token >> 6] |= 1ull << (token & 63);
        }
        lengths[i] = found - before;
    }
    return found;
}

/* List the tokens whose bits are set, ascending; `before` (words,) gets how many there are before each word's. Return
how many there are. */
PUBLIC int64_t list_tokens(const uint64_t *occurs, int64_t words, uint32_t *before, int64_t *ids) {
    int64_t found = 0;
    for (int64_t word = 0; word < words; word++) {
        before[word] = (uint32_t)found;
        for (uint64_t bits = occurs[word]; bits; bits &= bits - 1)
            ids[found++] = word * 64 + __builtin_ctzll(bits);
    }
    return found;
}

/* For each bag the highest similarity of its tokens with each of the question's (bags, asked), 0 at least.
`similarities` (t, asked) has a line for each token that occurs, in their order. */
PUBLIC void best_matches(const float *similarities, int64_t asked, const uint32_t *tokens, const int64_t *lengths,
                         int64_t bags, const uint64_t *occurs, const uint32_t *before, float *best) {
    for (int64_t bag = 0; bag < bags; bag++, best += asked) {
        for (int64_t j = 0; j < asked; j++) best[j] = 0;
        for (int64_t i = 0; i < lengths[bag]; i++, tokens++) {
            uint64_t below = occurs[*tokens >> 6] & ((1ull << (*tokens & 63)) - 1);
            const float *line = similarities + (before[*tokens >> 6] + __builtin_popcountll(below)) * asked;
            for (int64_t j = 0; j < asked; j++) best[j] = line[j] > best[j] ? line[j] : best[j];
        }
    }
}
