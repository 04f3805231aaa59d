// Workbooks of lists and forms: cells as they are given, each with one of a few looks.
#include "data/internal-workbook.h"

enum {
    A3 = 8,
    A4 = 9,
    GREY = 0xF2F2F2,
    FILL = 0xFFF9E5,
    GOOD = 0xE5F3E5,
    DOUBT = 0xFFF0C8,
    BAD = 0xFBE0DD,
    LOOKS = BOOK_BAD + 1
};

typedef struct Book {
    Str title;
    const BookSheet *sheets;
    size_t count;
} Book;

typedef struct Page {
    Making *making;
    const BookSheet *sheet;
    lxw_worksheet *to;
    Written *written;
    lxw_format *const *looks;
} Page;

// ---- looks

static void set_fill(lxw_format *format, BookLook look)
{
    static const lxw_color_t fills[LOOKS] = {
        [BOOK_HEAD] = GREY, [BOOK_FILL] = FILL, [BOOK_GOOD] = GOOD, [BOOK_DOUBT] = DOUBT, [BOOK_BAD] = BAD};

    if (fills[look])
        format_set_bg_color(format, fills[look]);
}

static lxw_format *look_make(Making *making, BookLook look)
{
    lxw_format *format = workbook_add_format(making->book);

    if (!format) {
        making_check(making, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    format_set_font_name(format, "宋体");
    format_set_font_size(format, look == BOOK_TITLE ? 16 : 11);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(format);
    if (look == BOOK_TITLE || look == BOOK_HEAD) {
        format_set_bold(format);
        format_set_align(format, LXW_ALIGN_CENTER);
    }
    if (look != BOOK_TITLE && look != BOOK_LINE)
        format_set_border(format, LXW_BORDER_THIN);
    // As text, so that what is typed over it stays as it is typed.
    if (look == BOOK_NUMBER || look == BOOK_AMOUNT)
        format_set_align(format, LXW_ALIGN_RIGHT);
    if (look == BOOK_AMOUNT)
        format_set_num_format(format, "0.00");
    else if (look != BOOK_NUMBER)
        format_set_num_format(format, "@");
    if (look == BOOK_FILL)
        format_set_unlocked(format);
    set_fill(format, look);
    return format;
}

// ---- cells

static void cell_write(const Page *page, lxw_row_t row, lxw_col_t column, const BookCell *cell)
{
    lxw_format *look = page->looks[cell->look];
    Str text = making_escaped(page->making->arena, cell->text);
    double number;

    if (text.n == 0) {
        making_check(page->making, worksheet_write_blank(page->to, row, column, look));
    } else if ((cell->look == BOOK_NUMBER || cell->look == BOOK_AMOUNT) && making_double(text, &number)) {
        making_check(page->making, worksheet_write_number(page->to, row, column, number, look));
        written_number(page->written, row, column, number);
    } else {
        making_check(page->making, worksheet_write_string(page->to, row, column, text.at, look));
        written_text(page->written, row, column, text);
    }
}

static void row_write(const Page *page, lxw_row_t row)
{
    size_t columns = page->sheet->column_count;
    const BookCell *cells = page->sheet->cells + row * columns;
    bool over_all = columns > 1 && (cells[0].look == BOOK_TITLE || cells[0].look == BOOK_LINE);

    if (over_all)
        making_check(page->making, worksheet_merge_range(page->to, row, 0, row, (lxw_col_t)(columns - 1), "",
                                                         page->looks[cells[0].look]));
    for (size_t i = 0; i < (over_all ? 1 : columns); i++)
        cell_write(page, row, (lxw_col_t)i, &cells[i]);
    if (cells[0].look == BOOK_TITLE)
        worksheet_set_row(page->to, row, 30, NULL);
}

// ---- the sheet

static void choices_offer(const Page *page, lxw_col_t column, const BookColumn *of)
{
    char **list = ARENA_ARRAY(page->making->arena, char *, of->choice_count + 1);
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .value_list = list,
                                      .error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION};

    for (size_t i = 0; i < of->choice_count; i++)
        list[i] = str_c(page->making->arena, of->choices[i]);
    for (size_t i = page->sheet->head_rows; i < page->sheet->row_count; i++)
        if (page->sheet->cells[i * page->sheet->column_count + column].look == BOOK_FILL)
            making_check(page->making,
                         worksheet_data_validation_cell(page->to, (lxw_row_t)i, column, &validation));
}

static void columns_set(const Page *page)
{
    for (size_t i = 0; i < page->sheet->column_count; i++) {
        const BookColumn *column = &page->sheet->columns[i];
        lxw_row_col_options options = {.hidden = column->hidden};

        worksheet_set_column_opt(page->to, (lxw_col_t)i, (lxw_col_t)i, column->width, NULL, &options);
        if (column->choice_count > 0)
            choices_offer(page, (lxw_col_t)i, column);
    }
}

static void guard(const Page *page)
{
    lxw_protection allowed = {.format_cells = 1,
                              .format_columns = 1,
                              .format_rows = 1,
                              .insert_rows = 1,
                              .sort = 1,
                              .autofilter = 1};

    if (page->sheet->guarded)
        worksheet_protect(page->to, NULL, &allowed);
    if (page->sheet->hidden)
        worksheet_hide(page->to);
}

static void page_set(const Page *page)
{
    const BookSheet *sheet = page->sheet;
    lxw_row_t head = (lxw_row_t)sheet->head_rows,
              last = (lxw_row_t)(sheet->row_count ? sheet->row_count - 1 : 0);

    worksheet_set_paper(page->to, sheet->a3 ? A3 : A4);
    if (sheet->landscape)
        worksheet_set_landscape(page->to);
    worksheet_fit_to_pages(page->to, 1, sheet->one_page ? 1 : 0);
    worksheet_set_margins(page->to, 0.4, 0.4, 0.4, 0.4);
    // Codes are text, and meant to be.
    worksheet_ignore_errors(page->to, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    if (head == 0 || head > sheet->row_count)
        return;
    worksheet_freeze_panes(page->to, head, 0);
    worksheet_repeat_rows(page->to, 0, head - 1);
    if (sheet->cells[(head - 1) * sheet->column_count].look == BOOK_HEAD && head <= last)
        worksheet_autofilter(page->to, head - 1, 0, last, (lxw_col_t)(sheet->column_count - 1));
}

static void sheet_make(Making *making, const BookSheet *sheet, lxw_format *const *looks)
{
    Str name = making_sheet_name(making, sheet->name, STR("Sheet"));
    lxw_worksheet *to = workbook_add_worksheet(making->book, name.at);
    Page page = {.making = making, .sheet = sheet, .to = to, .looks = looks};

    if (!to) {
        making_check(making, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    page.written = vec_push(making->arena, &making->written);
    *page.written = (Written){.name = name};
    for (size_t i = 0; i < sheet->row_count; i++)
        row_write(&page, (lxw_row_t)i);
    columns_set(&page);
    page_set(&page);
    guard(&page);
}

static void book_fill(Making *making, const void *what)
{
    const Book *book = what;
    lxw_format *looks[LOOKS];

    for (int i = 0; i < LOOKS; i++)
        looks[i] = look_make(making, (BookLook)i);
    making_properties(making, book->title, 0);
    for (size_t i = 0; i < book->count && !making->failed; i++)
        sheet_make(making, &book->sheets[i], looks);
}

Str data_book(Arena *arena, Diag *diag, Str name, Str title, const BookSheet *sheets, size_t n)
{
    Arena *scratch = arena_new();
    Making making = {.arena = scratch, .diag = diag, .name = name};
    Book book = {title, sheets, n};
    size_t cells = 0;
    Str bytes;

    for (size_t i = 0; i < n; i++)
        cells += sheets[i].row_count * sheets[i].column_count;
    bytes = making_bytes(arena, &making, cells, book_fill, &book);
    arena_free(scratch);
    return bytes;
}
