// The rows of a sheet that name its columns: a tree of merged cells, to a path for each column.
#include <string.h>
#include <uthash.h>

#include "spreadsheet/internal-sheet.h"
#include "text/text.h"

// Filled rows above the header: title, number, unit, department.
#define MOST_PREFACE 10
#define MOST_DEPTH 8
// Of one column, by header_names_column.
#define NAMED 1000
#define MOST_SCORE (NAMED + 4)

// Which cell titles each place of a block: the anchor of its merged range, or itself.
typedef struct Block {
    const Sheet *sheet;
    uint32_t top, depth, width;
    const SheetCell **titles; // depth * width; NULL where nothing stands above the column at that depth
    bool *merged;             // depth * width
} Block;

static size_t at(const Block *block, uint32_t level, uint32_t column)
{
    return (size_t)level * block->width + column;
}

// Of ranges that overlap, which no program writes, the first holds: no cell is painted twice.
static void paint_merge(Block *block, const SheetRange *range)
{
    uint32_t last = block->top + block->depth - 1;
    uint32_t right = range->right < block->width ? range->right : block->width;
    const SheetCell *anchor;

    // What hangs down from above the block is a title's.
    if (range->bottom < block->top || range->top > last || range->top < block->top)
        return;
    anchor = sheet_cell(block->sheet, range->top, range->left);
    for (uint32_t row = range->top; row <= range->bottom && row <= last; row++)
        for (uint32_t column = range->left;
             column <= right && !block->merged[at(block, row - block->top, column - 1)]; column++) {
            block->titles[at(block, row - block->top, column - 1)] = anchor;
            block->merged[at(block, row - block->top, column - 1)] = true;
        }
}

// Whether something else than `title` stands under it in this column.
static bool has_below(const Block *block, uint32_t level, uint32_t column, const SheetCell *title)
{
    for (uint32_t below = level + 1; below < block->depth; below++) {
        const SheetCell *cell = block->titles[at(block, below, column)];

        if (cell && cell != title)
            return true;
    }
    return false;
}

// Where a program wrote no merged ranges, a group's title stands over its first column only.
static void spread_groups(Block *block)
{
    for (uint32_t level = 0; level + 1 < block->depth; level++)
        for (uint32_t column = 1; column < block->width; column++) {
            size_t here = at(block, level, column), left = here - 1;

            if (block->titles[here] || block->merged[here] || block->merged[left] || !block->titles[left] ||
                !has_below(block, level, column, NULL) ||
                !has_below(block, level, column - 1, block->titles[left]))
                continue;
            if (level == 0 || block->titles[here - block->width] == block->titles[left - block->width])
                block->titles[here] = block->titles[left];
        }
}

static Block block_new(Arena *arena, const Sheet *sheet, uint32_t top, uint32_t depth)
{
    size_t n = (size_t)depth * sheet->width;
    Block block = {sheet,
                   top,
                   depth,
                   sheet->width,
                   ARENA_ARRAY(arena, const SheetCell *, n),
                   ARENA_ARRAY(arena, bool, n)};

    for (uint32_t level = 0; level < depth; level++)
        for (uint32_t column = 0; column < block.width; column++)
            block.titles[at(&block, level, column)] = sheet_cell(sheet, top + level, column + 1);
    for (size_t i = 0; i < sheet->merges.n; i++)
        paint_merge(&block, &sheet->merges.at[i]);
    spread_groups(&block);
    return block;
}

// A title without the line ends and the blanks that spread it over its cell's width.
static void add_title(StrBuf *path, Str title)
{
    title = str_trim(title);
    for (size_t i = 0; i < title.n;) {
        size_t start = i;
        uint32_t code = utf8_next(title, &i);

        if (code != '\n' && code != '\r')
            buf_add(path, str_slice(title, start, i));
    }
}

static const SheetCell *last_title(const Block *block, uint32_t column)
{
    const SheetCell *last = NULL;

    for (uint32_t level = block->depth; level-- > 0 && !last;)
        last = block->titles[at(block, level, column)];
    return last;
}

// marked: the columns whose paths are made; NULL: all.
static HeaderBlock block_paths(Arena *arena, const Block *block, const bool *marked)
{
    HeaderBlock header = {block->top, block->depth, ARENA_ARRAY(arena, Str, block->width),
                          ARENA_ARRAY(arena, SheetRange, block->width)};
    const SheetCell *left = NULL;

    for (uint32_t column = 0; column < block->width; column++) {
        StrBuf path = {.arena = arena};
        const SheetCell *last = NULL;

        if (marked && !marked[column]) {
            left = last_title(block, column);
            continue;
        }
        for (uint32_t level = 0; level < block->depth; level++) {
            const SheetCell *title = block->titles[at(block, level, column)];

            if (!title || title == last)
                continue;
            if (path.n)
                buf_add_char(&path, '/');
            add_title(&path, title->text);
            last = title;
        }
        header.leaves[column] = (SheetRange){block->top + block->depth - 1, column + 1, 0, 0};
        if (last)
            header.leaves[column].top = last->row;
        // One title over several columns without titles of their own names the first.
        if (last && last != left)
            header.paths[column] = buf_str(&path);
        left = last;
    }
    return header;
}

// ---- which rows

static Str *texts_of(Arena *arena, const Sheet *sheet, const SheetRow *row)
{
    Str *texts = ARENA_ARRAY(arena, Str, row->count);

    for (size_t i = 0; i < row->count; i++)
        texts[i] = sheet->cells.at[row->first + i].text;
    return texts;
}

// A row of which cells reach into the next one is of a header; a title may, alone.
static bool reaches_down(const Sheet *sheet, const SheetRow *row)
{
    for (size_t i = 0; row->count >= 2 && i < sheet->merges.n; i++)
        if (sheet->merges.at[i].top == row->row && sheet->merges.at[i].bottom > row->row)
            return true;
    return false;
}

static bool is_preface(const Reading *reading, const Sheet *sheet, size_t at)
{
    const SheetRow *row = &sheet->rows.at[at];
    size_t next = at + 1;

    if (reaches_down(sheet, row))
        return false;

    while (next < sheet->rows.n && sheet->rows.at[next].count < 2)
        next++;
    if (next == sheet->rows.n)
        return line_is_preface(reading->words, reading->scratch, texts_of(reading->scratch, sheet, row),
                               row->count, NULL, 0);
    return line_is_preface(reading->words, reading->scratch, texts_of(reading->scratch, sheet, row),
                           row->count, texts_of(reading->scratch, sheet, &sheet->rows.at[next]),
                           sheet->rows.at[next].count);
}

// How far down the merged cells of the header's first row reach, and the titles under its groups.
static uint32_t depth_by_merges(const Sheet *sheet, uint32_t top)
{
    uint32_t last = top, before;

    do {
        before = last;
        for (size_t i = 0; i < sheet->merges.n; i++) {
            const SheetRange *range = &sheet->merges.at[i];

            if (range->top < top || range->top > last)
                continue;
            if (range->bottom > last)
                last = range->bottom;
            else if (range->right > range->left && range->bottom == last && range->top == range->bottom)
                last++;
        }
    } while (last != before && last - top + 1 < MOST_DEPTH);
    return last - top + 1 < MOST_DEPTH ? last - top + 1 : MOST_DEPTH;
}

static HeaderBlock find_by_shape(Reading *reading, const Sheet *sheet)
{
    Block block;

    for (size_t i = 0; i < sheet->rows.n && i <= MOST_PREFACE; i++) {
        uint32_t top = sheet->rows.at[i].row;

        if (is_preface(reading, sheet, i))
            continue;
        block = block_new(reading->scratch, sheet, top, depth_by_merges(sheet, top));
        return block_paths(reading->scratch, &block, NULL);
    }
    block = block_new(reading->scratch, sheet, sheet->rows.at[0].row, 1);
    return block_paths(reading->scratch, &block, NULL);
}

static Str without_group(Str path)
{
    ptrdiff_t slash = str_find_char(path, '/', 0);

    return slash < 0 ? (Str){0} : str_slice(path, (size_t)slash + 1, path.n);
}

// The same paths stand in many of the blocks that are tried: each is matched once.
typedef struct PathScore {
    Str path;
    int score;
    UT_hash_handle hh;
} PathScore;

typedef struct PathScores {
    Arena *arena;
    const HeaderNames *names;
    PathScore *known; // hashed
} PathScores;

static int score_of_path(PathScores *scores, Str path)
{
    PathScore *known;

    if (path.n == 0)
        return 0;
    HASH_FIND(hh, scores->known, path.at, path.n, known);
    if (known)
        return known->score;
    known = ARENA_NEW(scores->arena, PathScore);
    known->path = str_copy(scores->arena, path);
    known->score = header_answer(scores->names, header_fold(scores->arena, scores->names, path), NULL).score;
    HASH_ADD_KEYPTR(hh, scores->known, known->path.at, known->path.n, known);
    return known->score;
}

// How many columns the paths name, and how well; without their outer groups they name them less well.
static long score_of(PathScores *scores, const HeaderBlock *header, uint32_t width)
{
    long score = 0;

    for (uint32_t column = 0; column < width; column++) {
        Str path = header->paths[column];
        int answer = score_of_path(scores, path);

        score += answer > 0 ? NAMED + answer : 0;
        while (answer == 0 && (path = without_group(path)).n) {
            answer = score_of_path(scores, path);
            score += answer > 0 ? NAMED : 0;
        }
    }
    return score;
}

// ---- which titles may end a name

// A path names a column only where its last title ends one of the column's names, so blocks of other titles,
// as the rows of a table are, are passed over before their paths are made and matched.
typedef struct LastTitles {
    const Sheet *sheet;
    Arena *arena;
    VEC(Str) names; // folded
    char *known;    // one a cell: 0 not asked yet, 'y', 'n'
} LastTitles;

static Str last_part(Str path)
{
    size_t from = path.n;

    while (from > 0 && path.at[from - 1] != '/')
        from--;
    return str_slice(path, from, path.n);
}

static void add_last(LastTitles *titles, Str name)
{
    for (size_t i = 0; i < titles->names.n; i++)
        if (str_equal(titles->names.at[i], last_part(name)))
            return;
    *vec_push(titles->arena, &titles->names) = last_part(name);
}

static LastTitles last_titles(Arena *arena, const Sheet *sheet, const HeaderNames *names)
{
    LastTitles titles = {.sheet = sheet, .arena = arena, .known = ARENA_ARRAY(arena, char, sheet->cells.n)};

    for (size_t i = 0; i < names->spec->column_count; i++) {
        add_last(&titles, names->paths[i]);
        add_last(&titles, names->printed[i]);
        add_last(&titles, names->named[i]);
        add_last(&titles, names->titles[i]);
    }
    return titles;
}

static bool ends_name(LastTitles *titles, const SheetCell *cell)
{
    char *known = &titles->known[cell - titles->sheet->cells.at];
    StrBuf title = {.arena = titles->arena};
    Str last;

    if (*known)
        return *known == 'y';
    add_title(&title, cell->text);
    last = last_part(name_fold(titles->arena, (Str){title.at, title.n}));
    // A unit of money is no part of a name: （万元） may stand under it. All end with the same word.
    *known = str_find(cell->text, text_money_name(0), 0) >= 0 ? 'y' : 'n';
    for (size_t i = 0; i < titles->names.n && *known == 'n'; i++)
        if (str_equal(titles->names.at[i], last))
            *known = 'y';
    return *known == 'y';
}

// The columns of a block whose last title may end a name; how many there are.
static size_t mark_columns(LastTitles *titles, const Block *block, bool *marked)
{
    size_t count = 0;

    for (uint32_t column = 0; column < block->width; column++) {
        const SheetCell *last = last_title(block, column);

        marked[column] = last && ends_name(titles, last);
        count += marked[column];
    }
    return count;
}

// Every block of rows near the sheet's top is tried; that which names the most columns is the header.
static HeaderBlock find_by_columns(Reading *reading, const Sheet *sheet)
{
    HeaderNames names = header_names_new(reading->scratch, reading->spec);
    LastTitles titles = last_titles(reading->scratch, sheet, &names);
    PathScores scores = {reading->scratch, &names, NULL};
    bool *marked = ARENA_ARRAY(reading->scratch, bool, sheet->width);
    HeaderBlock best = {0};
    long most = 0;

    for (size_t i = 0; i < sheet->rows.n && i <= MOST_PREFACE; i++)
        for (uint32_t depth = 1; depth <= MOST_DEPTH; depth++) {
            Arena *scratch = arena_new();
            Block block = block_new(scratch, sheet, sheet->rows.at[i].row, depth);
            long score = (long)mark_columns(&titles, &block, marked) * MOST_SCORE;

            if (score > 0 && score >= most) {
                HeaderBlock header = block_paths(scratch, &block, marked);

                score = score_of(&scores, &header, sheet->width);
            }
            arena_free(scratch);
            // A line above that adds nothing to the names is no row of the header: （元） over one column.
            if (score == 0 || score < most || (score == most && block.top + depth != best.top + best.depth))
                continue;
            most = score;
            best = (HeaderBlock){.top = block.top, .depth = depth};
        }
    HASH_CLEAR(hh, scores.known);
    if (best.depth) {
        Block block = block_new(reading->scratch, sheet, best.top, best.depth);

        best = block_paths(reading->scratch, &block, NULL);
    }
    return best;
}

// ---- groups that the declaration does not have

// A path that names no column is tried without its outer groups: sheets of other years title them in other
// words. It then means the first column of that name which no other path names.
static void shorten_paths(Reading *reading, HeaderBlock *header, uint32_t width)
{
    HeaderNames names = header_names_new(reading->scratch, reading->spec);
    bool *taken = ARENA_ARRAY(reading->scratch, bool, reading->spec->column_count);

    for (uint32_t i = 0; i < width; i++) {
        Str fold = header_fold(reading->scratch, &names, header->paths[i]);
        HeaderAnswer answer = header_answer(&names, fold, NULL);

        if (answer.score > 0)
            taken[answer.column] = true;
    }
    for (uint32_t i = 0; i < width; i++) {
        Str rest = header->paths[i];
        HeaderAnswer answer = header_answer(&names, header_fold(reading->scratch, &names, rest), NULL);

        if (answer.score > 0)
            continue;
        while (answer.score == 0 && (rest = without_group(rest)).n)
            answer = header_answer(&names, header_fold(reading->scratch, &names, rest), taken);
        if (answer.score == 0)
            continue;
        header->paths[i] = header_full_name(reading->scratch, reading->spec, (size_t)answer.column);
        taken[answer.column] = true;
    }
}

HeaderBlock sheet_find_header(Reading *reading, const Sheet *sheet)
{
    HeaderBlock header = {0};

    if (sheet->rows.n == 0)
        return header;
    header = reading->spec ? find_by_columns(reading, sheet) : find_by_shape(reading, sheet);
    if (!header.depth)
        return header;
    reading->head_units = ARENA_ARRAY(reading->scratch, HeadUnit, sheet->width);
    for (uint32_t i = 0; i < sheet->width; i++)
        header_name_without_unit(reading->scratch, reading->words, header.paths[i], &reading->head_units[i]);
    if (reading->spec)
        shorten_paths(reading, &header, sheet->width);
    return header;
}
