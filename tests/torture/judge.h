// What the torture text is made of and judged by: nothing here asks the engine what it thinks of a character.
//
// A Text is a row of pieces that no line may part: one Han character, one mark, a number with its unit. Its
// natural places come from setting it on one endless line; from these alone text_least_yield tells what any
// way of breaking it must give up, and text_judge what a set paragraph did.
#ifndef GONGKAI_TESTS_TORTURE_JUDGE_H
#define GONGKAI_TESTS_TORTURE_JUDGE_H

#include "paragraph/paragraph.h"

typedef enum Shape {
    SHAPE_HAN,
    SHAPE_OPEN,  // blank at the left
    SHAPE_CLOSE, // blank at the right
    SHAPE_PAUSE,
    SHAPE_STOP,
    SHAPE_DOT,       // half an em, centred
    SHAPE_LONG,      // —— and ……
    SHAPE_CONNECTOR, // ～, and ／ which may not end a line either
    SHAPE_SOLIDUS,
    SHAPE_AFTER,  // ％ ℃: not at line start
    SHAPE_BEFORE, // ￥: not at line end
    SHAPE_WORD,   // Western, or a number with what belongs to it
} Shape;

typedef struct Token {
    const char *text;
    Shape first, last;        // of its first and last characters
    int weight;               // characters that count against a runt
    bool parts;               // a line may break inside: dates, addresses
    bool held;                // a unit: parted from the number before it rather than leave a line wide
    const struct Token *then; // the unit that belongs to it
} Token;

typedef struct Piece {
    const Token *token;
    uint32_t from, to; // bytes of the text
    Length start, end; // of its box on the endless line
} Piece;

enum { PIECES_MOST = 160 };

typedef struct Text {
    Str bytes;
    Piece pieces[PIECES_MOST];
    size_t n;
    const Style *style;
    Length em, indent;
} Text;

// What the best way of breaking it gives up, in the order in which things yield.
typedef enum Yield {
    YIELD_NOTHING,
    YIELD_SHORT, // in a narrow measure: a line left short rather than spread
    YIELD_RUNT,
    YIELD_UNIT,
    YIELD_SPREAD, // gaps of a tenth of an em and more
    YIELD_WIDE,   // past a quarter; a long word is broken before that
    YIELD_RAGGED, // past half
    YIELD_MORE
} Yield;

// Places the pieces on the endless line that `line` is. False where a piece has no glyph.
bool text_place(Text *text, const Line *line);
Yield text_least_yield(const Text *text, Length measure);
// In narrow measures nothing is spread: a table's column.
bool text_narrow(const Text *text, Length measure);
// What a line of pieces [from, to) gives up; -1: it does not fit.
int text_yield_of_line(const Text *text, size_t from, size_t to, Length measure);
// NULL, or what is wrong with the paragraph.
const char *text_judge(const Text *text, Length measure, const Paragraph *paragraph, const Diag *diag);

bool token_starts_no_line(const Token *token);
bool token_ends_no_line(const Token *token);

// Of what the gap before piece i is made, in the order in which it shrinks.
typedef enum GapKind { GAP_BRACKET, GAP_PAUSE, GAP_HAN_WESTERN, GAP_STOP, GAP_PLAIN } GapKind;

typedef struct Give {
    GapKind kind;
    Length natural; // as the rules have it
    Length shrink;  // at most
    Length words;   // stretch at most, between Han and Western
    bool spreads;   // takes its share when Han does
} Give;
Give text_give(const Text *text, size_t i);

#endif
