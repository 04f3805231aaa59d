// What a character is to the line: by its table, at the ends of every range, and by what stands beside it.
#include <string.h>

#include "paragraph/internal-paragraph.h"
#include "testing.h"

static void assert_classes(CharClass class, const uint32_t *codes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (char_class(codes[i]) != class)
            fail_msg("U+%04X is of class %d, not %d", (unsigned)codes[i], (int)char_class(codes[i]),
                     (int)class);
}

#define CLASSES(class, ...)                                                                                  \
    do {                                                                                                     \
        static const uint32_t codes_[] = {__VA_ARGS__};                                                      \
        assert_classes(class, codes_, sizeof codes_ / sizeof codes_[0]);                                     \
    } while (0)

static void by_table(void **state)
{
    (void)state;
    CLASSES(CLASS_OPEN, 0x3008, 0x300A, 0x3010, 0x3014, 0x301A, 0x301D, 0xFF08, 0xFF3B, 0xFF5B, 0xFF5F);
    CLASSES(CLASS_CLOSE, 0x3009, 0x3011, 0x3015, 0x301B, 0x301E, 0x301F, 0xFF09, 0xFF3D, 0xFF5D, 0xFF60);
    CLASSES(CLASS_HAN, 0x3003, 0x3007, 0x3012, 0x3013, 0x303F, 0xFF02, 0xFF20, 0xFF3C, 0xFF40, 0xFF5C,
            0x4E00);
    CLASSES(CLASS_PAUSE, 0x3001, 0xFF0C, 0xFF1B);
    CLASSES(CLASS_STOP, 0x3002, 0xFF01, 0xFF0E, 0xFF1A, 0xFF1F);
    CLASSES(CLASS_CONNECTOR, 0x301C, 0xFF0D, 0xFF5E);
    CLASSES(CLASS_FULL, 0xFF10, 0xFF19, 0xFF21, 0xFF3A, 0xFF41, 0xFF5A);
    CLASSES(CLASS_AFTER, 0x2103, 0x2109, 0xFF05, 0xFFE0, 0x3380, 0x33A1, 0x33DF);
    CLASSES(CLASS_BEFORE, 0x2116, 0xFF04, 0xFFE1, 0xFFE5);
    CLASSES(CLASS_BLANK, ' ', '\t', '\r', 0x3000, 0x2003);
    CLASSES(CLASS_BREAK, '\n', 0x2028);
    CLASSES(CLASS_NONE, 1, 0x1F, 0x7F, 0x9F, 0xAD, 0x200C, 0x200F, 0x202A, 0x202E, 0x2060, 0x2064, 0xFEFF);
    CLASSES(CLASS_WESTERN, '!', 'A', '~', 0xA0, 0xA1, 0xAC, 0xAE, 0x2010, 0x2027, 0x2014, 0x201C, 0x2026,
            0xB7);
}

static void wide_symbols(void **state)
{
    (void)state;
    CLASSES(CLASS_HAN, 0x2150, 0x2160, 0x218F, 0x2190, 0x21FF, 0x2460, 0x27BF, 0x203B, 0x2E80, 0x2FFF, 0x3040,
            0x337F, 0x33E0, 0x33FF, 0xAC00, 0xD7A3, 0xFE30, 0xFE4F, 0x1F000, 0x1FAFF);
    CLASSES(CLASS_WESTERN, 0x214F, 0x2200, 0x245F, 0x27C0, 0x203A, 0x203C, 0x2E7F, 0xABFF, 0xFE2F, 0xFE50,
            0x1EFFF, 0x1FB00);
}

static void marks_that_join(void **state)
{
    static const uint32_t join[] = {0x300,   0x301,   0x36F,  0xFE00, 0xFE0F,
                                    0xE0100, 0xE01EF, 0x200C, 0x200D, 0x302A},
                          none[] = {0x2FF, 0xFDFF, 0xFE10, 0xE00FF, 0x200B, 0x200E, 'A', 0x4E00};

    (void)state;
    for (size_t i = 0; i < sizeof join / sizeof join[0]; i++)
        assert_true(char_joins(join[i]));
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_false(char_joins(none[i]));
}

// The classes of a text, a letter each: o open, c close, d dot, e ellipsis, j connector, - dash, w Western, h
// Han, b blank, p pause, s stop; others '?'.
static void assert_context(const char *text, const char *wanted)
{
    Arena *arena = arena_new();
    Span span = {.text = str_of(text)};
    ParagraphSpec spec = {.spans = &span, .span_count = 1};
    Setter setter = {.spec = &spec, .scratch = arena};
    StrBuf got = {.arena = arena};

    chars_read(&setter);
    for (size_t i = 0; i < setter.chars.n; i++)
        switch ((CharClass)setter.chars.at[i].class) {
        case CLASS_OPEN:
            buf_add_char(&got, 'o');
            break;
        case CLASS_CLOSE:
            buf_add_char(&got, 'c');
            break;
        case CLASS_DOT:
            buf_add_char(&got, 'd');
            break;
        case CLASS_ELLIPSIS:
            buf_add_char(&got, 'e');
            break;
        case CLASS_CONNECTOR:
            buf_add_char(&got, 'j');
            break;
        case CLASS_DASH:
            buf_add_char(&got, '-');
            break;
        case CLASS_WESTERN:
            buf_add_char(&got, 'w');
            break;
        case CLASS_HAN:
            buf_add_char(&got, 'h');
            break;
        case CLASS_BLANK:
            buf_add_char(&got, 'b');
            break;
        case CLASS_BREAK:
            buf_add_char(&got, '/');
            break;
        default:
            buf_add_char(&got, '?');
        }
    assert_str(buf_str(&got), wanted);
    arena_free(arena);
}

static void beside_chinese(void **state)
{
    (void)state;
    assert_context("甲“A”", "howc");
    assert_context("“甲”", "ohc");
    assert_context("a “b” c", "wbwwwbw");
    assert_context("甲·b", "hdw");
    assert_context("a·b", "www");
    assert_context("b…甲", "weh");
    assert_context("a…b", "www");
    assert_context("‘甲’", "ohc");
    assert_context("\xE2\x80\x9A甲", "wh"); // U+201A and U+201B are of other languages
    assert_context("\xE2\x80\x9B甲", "wh");
    assert_context("a …甲", "wbeh");
    assert_context("甲 …a", "hbew");
    assert_context("a…\n甲", "ww/h"); // no line sees over its end
    assert_context("甲\n…a", "h/ww");
}

// A dash sees over a number, with its points, commas and signs of per cent, to what is Chinese.
static void dashes(void **state)
{
    (void)state;
    assert_context("2021—2025年", "wwwwjwwwwh");
    assert_context("年0—9", "hwjw");
    assert_context("年1.5—2", "hwwwjw");
    assert_context("年1,5—2", "hwwwjw");
    assert_context("年15%—20%", "hwwwjwww");
    assert_context("2021—2025", "wwwwwwwww");
    assert_context("年1a—2", "hwwww");
    assert_context("年1:5—2", "hwwwww");
    assert_context("年1/5—2", "hwwwww");
    assert_context("年1-5—2", "hwwwww");
    assert_context("年1·2", "hwww"); // other marks do not
    assert_context("甲——乙", "h--h");
    assert_context("a——b", "wwww");
    assert_context("甲—乙", "hjh");
    assert_context("甲—―乙", "hjjh");
}

static void quotes(void **state)
{
    (void)state;
    assert_context("it’s", "wwww");
    assert_context("甲it’s", "hwwww");
    assert_context("A“b”甲", "wowch"); // together, whatever stands beside the other
    assert_context("甲“b” c", "howcbw");
    assert_context("甲“b‘c’d”e", "howwwwwcw");
    assert_context("甲“b\nc” d", "how/wwbw"); // a line's end ends the pair
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_table),       cmocka_unit_test(wide_symbols), cmocka_unit_test(marks_that_join),
        cmocka_unit_test(beside_chinese), cmocka_unit_test(dashes),       cmocka_unit_test(quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
