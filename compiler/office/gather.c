#include "office/internal-gather.h"

enum { LEAST_REASON = 15 }; // bytes: five characters, or it says nothing

// ---- amounts

size_t gather_amounts(void)
{
    size_t n = words_builtin.lists[WORDS_OFFICE_AMOUNTS].n;

    return n < GATHER_MOST ? n : GATHER_MOST;
}

Str gather_name(size_t amount)
{
    return words_builtin.lists[WORDS_OFFICE_AMOUNTS].at[amount];
}

// What an expression comes to in 万元; NULL where the document does not have it.
static Number evaluate(Arena *arena, Compilation *made, Str expression)
{
    Diag *unread = diag_new(), *own = figure_divert(made->env, unread);
    const Source *source = source_from_bytes(made->arena, unread, expression, (Str){0}, (Str){0});
    const Figure *figure =
        source ? figure_evaluate(made->env, source->text, (FigureContext){.source = source}) : NULL;
    Unit wan = unit_parse(office_label(LABEL_WAN));
    Number value = figure && figure->value.kind == VALUE_NUMBER && unit_same_kind(figure->value.unit, wan)
                       ? unit_convert(arena, figure->value.number, figure->value.unit, wan)
                       : NULL;

    figure_divert(made->env, own);
    diag_free(unread);
    return value ? number_freeze(arena, value) : NULL;
}

static void amounts_take(Arena *arena, Compilation *made, Gathered *gathered)
{
    for (size_t i = 0; i < gather_amounts(); i++) {
        WordList is = words_builtin.lists[WORDS_OFFICE_AMOUNTS].of[i];

        for (size_t k = 0; k < is.n && !gathered->now[i]; k++) {
            gathered->now[i] = evaluate(arena, made, is.at[k]);
            if (gathered->now[i] && made->project->last_year.given)
                gathered->last[i] = evaluate(
                    arena, made,
                    str_print(arena, "%.*s.%.*s", STR_ARG(office_label(LABEL_LAST_YEAR)), STR_ARG(is.at[k])));
        }
    }
}

Number gather_sum(Arena *arena, const Gathered *const *documents, size_t n, size_t amount, bool last)
{
    mpq_t sum;
    bool any = false;
    Number result;

    mpq_init(sum);
    for (size_t i = 0; i < n; i++) {
        Number one = last ? documents[i]->last[amount] : documents[i]->now[amount];

        if (!one)
            continue;
        mpq_add(sum, sum, one);
        any = true;
    }
    result = any ? number_freeze(arena, sum) : NULL;
    mpq_clear(sum);
    return result;
}

Str gather_shown(Arena *arena, Number amount)
{
    return amount ? number_format(arena, amount, (NumberFormat){.decimals = 2, .keep_zeros = true})
                  : (Str){0};
}

// ---- reasons

static bool is_end(Str text, size_t at, size_t *length)
{
    static const char *const ends[] = {"。", "；", "！", "？", ";"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        *length = str_of(ends[i]).n;
        if (str_starts(str_slice(text, at, text.n), str_of(ends[i])))
            return true;
    }
    return false;
}

// The last place of any of the words; -1 where there is none.
static ptrdiff_t last_of(Str text, WordList words)
{
    ptrdiff_t last = -1;

    for (size_t i = 0; i < words.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(text, words.at[i], (size_t)at)) >= 0; at++)
            last = at > last ? at : last;
    return last;
}

// The first reason word, and the bytes after which its reason begins.
static ptrdiff_t reason_at(Str text, size_t *begins)
{
    WordList words[] = {words_builtin.lists[WORDS_REASON_BEGINS], words_builtin.lists[WORDS_REASON]};
    ptrdiff_t first = -1;

    for (size_t l = 0; l < 2 && first < 0; l++)
        for (size_t i = 0; i < words[l].n; i++) {
            ptrdiff_t at = str_find(text, words[l].at[i], 0);

            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
                *begins = (size_t)at + words[l].at[i].n;
            }
        }
    return first;
}

static Str bare_of(Arena *arena, Str text)
{
    StrBuf bare = {.arena = arena};

    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t code = utf8_next(text, &at);

        if (code > ' ' && code != 0x3000)
            buf_add(&bare, str_slice(text, from, at));
    }
    return buf_str(&bare);
}

static void sentence_take(Arena *arena, Gathered *gathered, Str sentence, Place place)
{
    size_t begins = 0;
    ptrdiff_t at = reason_at(sentence, &begins);
    Str before = str_slice(sentence, 0, at < 0 ? 0 : (size_t)at), reason;
    ptrdiff_t rise = last_of(before, words_builtin.lists[WORDS_RISE]);
    ptrdiff_t fall = last_of(before, words_builtin.lists[WORDS_FALL]);

    if (at < 0 || rise == fall) // no reason, or of no change
        return;
    reason = bare_of(arena, str_slice(sentence, begins, sentence.n));
    if (reason.n >= LEAST_REASON)
        *vec_push(arena, &gathered->reasons) =
            (GatheredReason){reason, str_copy(arena, sentence), rise > fall, place};
}

static void reasons_take(Arena *arena, const Version *version, Gathered *gathered)
{
    for (size_t i = 0; i < version->texts.n; i++) {
        const VersionText *text = &version->texts.at[i];
        size_t from = 0, length = 0;

        for (size_t at = 0; !text->heading && at <= text->text.n; at++)
            if (at == text->text.n || is_end(text->text, at, &length)) {
                Place place = {.file = str_copy(arena, text->place.file), .line = text->place.line};

                sentence_take(arena, gathered, str_slice(text->text, from, at), place);
                at += at < text->text.n ? length - 1 : 0;
                from = at + 1;
            }
    }
}

// ---- a document

void gather_document(Arena *arena, const CompileOptions *compile, Str folder, Gathered *gathered)
{
    CompileOptions options = *compile;
    Compilation made;

    options.folder = str_c(arena, folder);
    options.draft = true; // what is wrong with it is for its check to say
    made = compilation_read(&options);
    compilation_build(&made);
    gathered->read = made.document && diag_count(made.diag, SEVERITY_FAILURE) == 0;
    if (gathered->read) {
        gathered->title = str_copy(arena, made.document->title);
        gathered->withholds = made.project->withheld_count > 0;
        amounts_take(arena, &made, gathered);
        reasons_take(arena, version_of_document(made.arena, made.document, STR("")), gathered);
    }
    compilation_free(&made);
}
