// The torture text: every mark beside every other and beside numbers, words and markers, at every place of
// lines from 8 to 40 em wide in quarter ems, with the spacing of every style and fonts of both kinds of
// outlines. Each paragraph is judged by judge.c.
//
// usage: torture [--part N]      one in N of it; exit status 1 where anything is wrong
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge.h"
#include "project/project.h"

#define EM ((Length)64000)
enum { MEASURE_LEAST = 32, MEASURE_MOST = 160 }; // quarter ems
enum { FACE_COUNT = 3, STYLE_COUNT = 2, WORKERS_MOST = 8, SHOWN_MOST = 40 };

static const Token wan_yuan = {"万元", SHAPE_HAN, SHAPE_HAN, 2, .held = true};
static const Token nian = {"年", SHAPE_HAN, SHAPE_HAN, 1, .held = true};

static const Token tokens[] = {
    {"，", SHAPE_PAUSE, SHAPE_PAUSE, 0, false},
    {"、", SHAPE_PAUSE, SHAPE_PAUSE, 0, false},
    {"；", SHAPE_PAUSE, SHAPE_PAUSE, 0, false},
    {"。", SHAPE_STOP, SHAPE_STOP, 0, false},
    {"：", SHAPE_STOP, SHAPE_STOP, 0, false},
    {"？", SHAPE_STOP, SHAPE_STOP, 0, false},
    {"！", SHAPE_STOP, SHAPE_STOP, 0, false},
    {"（", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"《", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"〈", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"「", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"『", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"【", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"〔", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"［", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"｛", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"“", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"‘", SHAPE_OPEN, SHAPE_OPEN, 0, false},
    {"）", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"》", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"〉", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"」", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"』", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"】", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"〕", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"］", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"｝", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"”", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"’", SHAPE_CLOSE, SHAPE_CLOSE, 0, false},
    {"·", SHAPE_DOT, SHAPE_DOT, 0, false},
    {"——", SHAPE_LONG, SHAPE_LONG, 0, false},
    {"……", SHAPE_LONG, SHAPE_LONG, 0, false},
    {"～", SHAPE_CONNECTOR, SHAPE_CONNECTOR, 0, false},
    {"／", SHAPE_SOLIDUS, SHAPE_SOLIDUS, 0, false},
    {"％", SHAPE_AFTER, SHAPE_AFTER, 0, false},
    {"℃", SHAPE_AFTER, SHAPE_AFTER, 0, false},
    {"￥", SHAPE_BEFORE, SHAPE_BEFORE, 0, false},
    // From here on, what stands beside marks but not beside its like.
    {"51.8", SHAPE_WORD, SHAPE_WORD, 4, .then = &wan_yuan},
    {"2023", SHAPE_WORD, SHAPE_WORD, 4, .then = &nian},
    {"12月31日", SHAPE_WORD, SHAPE_HAN, 6, true},
    {"〔2019〕8号", SHAPE_OPEN, SHAPE_HAN, 6, false},
    {"（一）负", SHAPE_OPEN, SHAPE_HAN, 2, false},
    {"1,234.5%", SHAPE_WORD, SHAPE_WORD, 8, false},
    {"PDF", SHAPE_WORD, SHAPE_WORD, 3, false},
    {"well-known", SHAPE_WORD, SHAPE_WORD, 10, true},
};
enum { TOKEN_COUNT = sizeof tokens / sizeof *tokens, MARK_COUNT = 37 };

static const Token han = {"国", SHAPE_HAN, SHAPE_HAN, 1, false};

typedef struct Torture {
    FaceSpec faces[FACE_COUNT];
    Str families[FACE_COUNT];
    Project *projects[STYLE_COUNT]; // NULL: a style that is not there
    FontSet *fonts;
    unsigned part;
    int workers;
} Torture;

typedef struct Worker {
    Torture *torture;
    int index;
    size_t paragraphs, texts, wrong, yields[YIELD_MORE + 1];
} Worker;

static uint32_t mix(uint32_t x)
{
    x = (x ^ (x >> 16)) * 0x7feb352dU;
    x = (x ^ (x >> 15)) * 0x846ca68bU;
    return x ^ (x >> 16);
}

static void add_token(Text *text, StrBuf *bytes, const Token *token)
{
    uint32_t from = (uint32_t)buf_str(bytes).n;

    buf_add_c(bytes, token->text);
    text->pieces[text->n++] = (Piece){.token = token, .from = from, .to = (uint32_t)buf_str(bytes).n};
    if (token->then)
        add_token(text, bytes, token->then);
}

static void make_text(Text *text, Arena *arena, const Token *a, const Token *b, size_t before, size_t after)
{
    StrBuf bytes = {.arena = arena};

    text->n = 0;
    for (size_t i = 0; i < before; i++)
        add_token(text, &bytes, &han);
    add_token(text, &bytes, a);
    add_token(text, &bytes, b);
    for (size_t i = 0; i < after; i++)
        add_token(text, &bytes, &han);
    text->bytes = buf_str(&bytes);
}

static void show_lines(const Paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->line_count; i++) {
        const Line *line = &paragraph->lines[i];

        printf("  %u:", line->forced);
        for (size_t k = 0; k < line->piece_count; k++)
            for (size_t g = 0; g < line->pieces[k].glyph_count; g++)
                printf(" %.3f", (double)(line->pieces[k].x + line->pieces[k].glyphs[g].x) / EM);
        for (size_t k = 0; k < line->piece_count; k++)
            printf(" %.*s", STR_ARG(line->pieces[k].text));
        printf(" | %.3f\n", (double)(line->x + line->width) / EM);
    }
}

static void show(Worker *worker, const Text *text, Length measure, int face, const Paragraph *paragraph,
                 const char *wrong)
{
    if (++worker->wrong > SHOWN_MOST)
        return;
    printf("%s: %.*s, measure %g em, indent %g, %.*s, %.*s\n", wrong, STR_ARG(text->bytes),
           (double)measure / EM, (double)text->indent / EM, STR_ARG(worker->torture->families[face]),
           STR_ARG(text->style->name));
    show_lines(paragraph);
}

// One text at all measures from `least` quarter ems on: those that have its marks on their first or second
// line.
static void torture_text(Worker *worker, Text *text, int face, Length least, uint32_t seed)
{
    Torture *torture = worker->torture;
    Arena *arena = arena_new();
    Span span = {.text = text->bytes, .face = &torture->faces[face], .size = EM};
    ParagraphSpec spec = {.spans = &span, .span_count = 1, .style = text->style, .fonts = torture->fonts};
    Diag *diag = diag_new();
    const Paragraph *endless;

    spec.measure = 1000 * EM;
    endless = paragraph_set(arena, diag, &spec);
    if (!text_place(text, &endless->lines[0]))
        show(worker, text, 0, face, endless, "a blank is not what it should be");
    for (Length quarter = least; quarter <= MEASURE_MOST; quarter++) {
        const Paragraph *paragraph;
        const char *wrong;

        spec.measure = quarter * EM / 4;
        text->indent = spec.indent = mix(seed + (uint32_t)quarter) % 2 ? 2 * EM : 0;
        paragraph = paragraph_set(arena, diag, &spec);
        wrong = text_judge(text, spec.measure, paragraph, diag);
        worker->paragraphs++;
        if (wrong)
            show(worker, text, spec.measure, face, paragraph, wrong);
        diag_truncate(diag, 0);
    }
    diag_free(diag);
    arena_free(arena);
}

// Marks that are written alike in Chinese and Western text: alone, or beside their like alone, they are
// Western.
static bool is_ambiguous(const Token *token)
{
    return strstr("“”‘’·——……", token->text) != NULL;
}

static void torture_pair(Worker *worker, uint32_t pair, const Style *style, int face, uint32_t seed)
{
    const Token *a = &tokens[pair / TOKEN_COUNT], *b = &tokens[pair % TOKEN_COUNT];
    Torture *torture = worker->torture;

    for (uint32_t before = 0; before <= MEASURE_MOST / 4; before++) {
        uint32_t random = mix(seed * 64 + before);
        Text text = {.style = style, .em = EM};
        Arena *arena;

        // ’2023 with nothing Chinese before it is an apostrophe.
        size_t around = a->weight > 0 || b->weight > 0 || (is_ambiguous(a) && is_ambiguous(b));

        if (random % torture->part != 0 || before < around)
            continue;
        arena = arena_new();
        make_text(&text, arena, a, b, before, around + mix(random) % (MEASURE_MOST / 4 + 6));
        torture_text(worker, &text, face, before > MEASURE_LEAST / 4 ? before * 4 - 4 : MEASURE_LEAST,
                     random);
        worker->texts++;
        arena_free(arena);
    }
}

static void *work(void *data)
{
    Worker *worker = data;
    uint32_t seed = 0;

    for (uint32_t pair = 0; pair < TOKEN_COUNT * TOKEN_COUNT; pair++) {
        if (pair / TOKEN_COUNT >= MARK_COUNT && pair % TOKEN_COUNT >= MARK_COUNT)
            continue;
        for (int style = 0; style < STYLE_COUNT; style++)
            for (int face = 0; face < FACE_COUNT; face++, seed++)
                if (worker->torture->projects[style] &&
                    (int)(seed % (uint32_t)worker->torture->workers) == worker->index)
                    torture_pair(worker, pair, worker->torture->projects[style]->style, face, seed);
    }
    return NULL;
}

static void open_styles(Torture *torture, Arena *arena, Diag *diag)
{
    static const char *const folders[STYLE_COUNT] = {TEST_DIR "/gb9704", TEST_DIR "/book"};
    ProjectOptions options = {.data_folder = STR(DATA_DIR), .draft = true};

    for (int i = 0; i < STYLE_COUNT; i++) {
        torture->projects[i] = project_read(arena, diag, folders[i], options);
        if (torture->projects[i] && !torture->projects[i]->style)
            torture->projects[i] = NULL;
        if (!torture->projects[i])
            printf("no style in %s\n", folders[i]);
    }
}

// CFF with mainland forms, TrueType with narrow marks, CFF with full-width ones.
static bool open_fonts(Torture *torture, Diag *diag)
{
    static const char *const folders[] = {"/usr/share/fonts/opentype/noto",
                                          "/usr/share/fonts/truetype/lxgw-wenkai", DATA_DIR "/fonts/fetched"};
    static const char *const families[FACE_COUNT] = {"Noto Serif CJK SC", "LXGW WenKai", "FandolFang"};
    Style style = {.faces = torture->faces, .face_count = FACE_COUNT, .fallback = &torture->faces[0]};

    for (int i = 0; i < FACE_COUNT; i++) {
        torture->families[i] = str_of(families[i]);
        torture->faces[i] =
            (FaceSpec){.name = torture->families[i], .families = &torture->families[i], .family_count = 1};
    }
    torture->fonts = fontset_open(diag, &style, (FontOptions){.folders = folders, .folder_count = 3});
    return torture->fonts != NULL;
}

static size_t run(Torture *torture)
{
    Worker workers[WORKERS_MOST] = {0};
    pthread_t threads[WORKERS_MOST];
    size_t paragraphs = 0, texts = 0, wrong = 0;

    for (int i = 0; i < torture->workers; i++) {
        workers[i] = (Worker){.torture = torture, .index = i};
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
            exit(3);
    }
    for (int i = 0; i < torture->workers; i++) {
        pthread_join(threads[i], NULL);
        paragraphs += workers[i].paragraphs;
        texts += workers[i].texts;
        wrong += workers[i].wrong;
    }
    printf("torture: %zu texts, %zu paragraphs, %zu wrong\n", texts, paragraphs, wrong);
    return wrong;
}

int main(int argc, char **argv)
{
    Torture torture = {.part = 1};
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wrong = 1;

    if (argc == 3 && strcmp(argv[1], "--part") == 0)
        torture.part = (unsigned)strtoul(argv[2], NULL, 10);
    if (torture.part == 0)
        torture.part = 1;
    torture.workers = processors < 1 ? 1 : processors > WORKERS_MOST ? WORKERS_MOST : (int)processors;
    open_styles(&torture, arena, diag);
    if (open_fonts(&torture, diag))
        wrong = run(&torture);
    fontset_free(torture.fonts);
    diag_free(diag);
    arena_free(arena);
    return wrong > 0;
}
