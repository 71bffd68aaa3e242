/* The words of a question in the passages of a segment: the innermost loop of keyword search. */

#include <float.h>

#include "numbers.h"

/* Rows whose scores are added up at a time: few enough for their sums to stay in the processor's first cache. */
#define WINDOW 4096
#define BLOCK 16

/* The words of a question: word w has the terms from words[w] to words[w + 1]; term t has the postings from spans[2t]
to spans[2t + 1], and its worth in a passage, count / (count + norms[classes[row]]), is multiplied by shares[t]. */

typedef struct {
    const uint8_t *stream;
    const int64_t *words, *spans;
    const float *shares;
    int64_t word_count;
    const uint16_t *classes;
    const float *norms;
    int64_t size;
} Question;

/* What is added up for the passages from `start` to `start + width`: `sums`, and `best`, of the terms of one word. All
are zeros before and after. */
typedef struct {
    uint32_t start, width;
    float sums[WINDOW], best[WINDOW];
    uint16_t met[WINDOW + 1];
} Window;

static inline float worth(const Question *question, const Postings *postings, float share) {
    float count = (float)postings->count;
    return count / (count + question->norms[question->classes[postings->row]]) * share;
}

/* Add to the sum of each passage of a window what each word is worth in it, that of the best of the word's terms, word
by word. `cursors` are where the postings of each term have been read to. Return whether any passage has any. */
static int add_words(const Question *question, Postings *cursors, Window *window) {
    uint32_t start = window->start, width = window->width;
    int any = 0;
    for (int64_t word = 0; word < question->word_count; word++) {
        int64_t first = question->words[word], end = question->words[word + 1], met = 0;
        for (int64_t term = first; term < end; term++) {
            Postings postings = cursors[term];
            float share = question->shares[term];
            if (postings.row - start >= width) continue;
            any = 1;
            if (end - first == 1) {
                do window->sums[postings.row - start] += worth(question, &postings, share);
                while (next_posting(&postings) && postings.row - start < width);
            } else {
                do {
                    float value = worth(question, &postings, share), *best = window->best + (postings.row - start);
                    window->met[met] = (uint16_t)(postings.row - start);
                    met += *best == 0;
                    *best = value > *best ? value : *best;
                } while (next_posting(&postings) && postings.row - start < width);
            }
            cursors[term] = postings;
        }
        for (int64_t i = 0; i < met; i++) {
            window->sums[window->met[i]] += window->best[window->met[i]];
            window->best[window->met[i]] = 0;
        }
    }
    return any;
}

/* Keep the passages of a window whose sums reach the floor, of those that are allowed, and clear the sums. Return how
many are kept now. */
static int64_t keep_reached(Window *window, float floor, const uint8_t *allowed, uint32_t *rows, float *scores,
                            int64_t found) {
    for (uint32_t block = 0; block < window->width; block += BLOCK) {
        float *sums = window->sums + block;
        int reached = 0;
        for (int i = 0; i < BLOCK; i++) reached |= sums[i] >= floor;
        for (uint32_t i = 0; reached && i < BLOCK; i++) {
            uint32_t row = window->start + block + i;
            if (sums[i] < floor || (allowed && !allowed[row])) continue;
            rows[found] = row;
            scores[found++] = sums[i];
        }
    }
    for (int i = 0; i < WINDOW; i++) window->sums[i] = 0;
    return found;
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

/* Keep the passages that reach the `wanted`-th best score, equals included, and raise the floor to it. */
static int64_t keep_best(uint32_t *rows, float *scores, int64_t found, int64_t wanted, float *scratch, float *floor) {
    if (found < wanted) return found;
    for (int64_t i = 0; i < found; i++) scratch[i] = scores[i];
    *floor = highest(scratch, found, wanted - 1);
    int64_t kept = 0;
    for (int64_t i = 0; i < found; i++)
        if (scores[i] >= *floor) {
            rows[kept] = rows[i];
            scores[kept++] = scores[i];
        }
    return kept;
}

/* Merge some rows, ascending, into others; return how many there are then. */
static int64_t merge(uint32_t *rows, float *scores, int64_t found, const uint32_t *more, const float *more_scores,
                     int64_t count) {
    int64_t total = found;
    for (int64_t i = 0, j = 0; j < count; j++) {
        while (i < found && rows[i] < more[j]) i++;
        total += i == found || rows[i] != more[j];
    }
    for (int64_t at = total; count; ) {
        int64_t here = found && rows[found - 1] >= more[count - 1];
        rows[--at] = here ? rows[found - 1] : more[count - 1];
        scores[at] = here ? scores[found - 1] : more_scores[count - 1];
        count -= rows[at] == more[count - 1];
        found -= here;
    }
    return total;
}

/* Find the passages that are among the `wanted` best by their words, equals included, of those that are `allowed`
(size,), null for all; and those of `beside`, ascending, whatever their sums: `rows`, ascending, and their `scores`,
which have room for size + beside_count. Sums below *floor are left out, and it is raised to what the best so far reach.
There is one of `cursors` for each term; `scratch` has room for as many numbers as `rows`. Return how many passages
there are. */
PUBLIC int64_t match_words(const Question *question, const uint8_t *allowed, int64_t wanted, float *floor,
                           const uint32_t *beside, int64_t beside_count, Postings *cursors, float *scratch,
                           uint32_t *rows, float *scores) {
    int64_t found = 0, full = 4 * wanted + 1024, size = question->size, next = 0;
    float *beside_scores = scratch + size;
    Window window = {0};
    if (*floor < FLT_MIN) *floor = FLT_MIN;
    for (int64_t term = 0; term < question->words[question->word_count]; term++) {
        const int64_t *span = question->spans + 2 * term;
        cursors[term] = (Postings){question->stream + span[0], question->stream + span[1], 0, 0};
        if (!next_posting(&cursors[term])) cursors[term].row = UINT32_MAX;
    }
    for (int64_t start = 0; start < size; start += WINDOW) {
        window.start = (uint32_t)start;
        window.width = (uint32_t)(size - start < WINDOW ? size - start : WINDOW);
        int any = add_words(question, cursors, &window);
        for (; next < beside_count && beside[next] < start + window.width; next++)
            beside_scores[next] = window.sums[beside[next] - start];
        if (any) found = keep_reached(&window, *floor, allowed, rows, scores, found);
        if (found >= full) {
            found = keep_best(rows, scores, found, wanted, scratch, floor);
            if (2 * found > full) full = 2 * found;
        }
    }
    found = keep_best(rows, scores, found, wanted, scratch, floor);
    return merge(rows, scores, found, beside, beside_scores, next);
}
