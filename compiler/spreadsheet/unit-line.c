// The line above a table that says what its amounts are counted in.
#include "spreadsheet/internal-read.h"

// 百万元 has three characters; what is longer after 单位： is a department's name.
#define LONGEST_UNIT 4

// The unit that a field declares: 单位：万元, 金额单位：元. 填报单位：… and the like name a department.
static bool declared_unit(Str text, Str *unit)
{
    Str word = str_of(vocabulary.units.at[0]);
    ptrdiff_t found;

    for (size_t from = 0; (found = str_find(text, word, from)) >= 0; from = (size_t)found + 1) {
        Str before = str_trim(str_slice(text, 0, (size_t)found));
        size_t at = (size_t)found + word.n, end;
        uint32_t code;

        while (at < text.n && (text.at[at] == ' ' || text.at[at] == '\t'))
            at++;
        if (at >= text.n)
            return false;
        code = utf8_next(text, &at);
        if (code != ':' && code != 0xFF1A)
            continue;
        // 填报单位, 编制单位, 预算单位 …
        if (before.n && !words_end(vocabulary.money, before) && before.n == (size_t)found)
            continue;
        *unit = str_trim(str_slice(text, at, text.n));
        *unit = str_slice(*unit, words_begin(vocabulary.currency, *unit), unit->n);
        for (end = 0; end < unit->n;) {
            size_t next = end;

            code = utf8_next(*unit, &next);
            if (char_is_blank(code) || code == ',' || code == 0xFF0C || code == ')' || code == 0xFF09)
                break;
            end = next;
        }
        *unit = str_slice(*unit, 0, end);
        return unit->n > 0;
    }
    return false;
}

void header_unit(Reading *reading)
{
    for (size_t i = 0; i < reading->header; i++) {
        const CsvRecord *record = &reading->csv.records[i];

        for (size_t j = 0; j < record->count; j++) {
            Unit unit;
            Str name;

            if (!declared_unit(record->fields[j].text, &name))
                continue;
            unit = unit_parse(name);
            if (unit.kind == UNIT_MONEY) {
                if (reading->file_unit.kind == UNIT_MONEY && !unit_equal(unit, reading->file_unit))
                    diag_report(reading->diag, SEVERITY_ERROR, "unit-conflict",
                                reading_place(reading, &record->fields[j]),
                                str_of(_("keep the one that its amounts are in")),
                                _("the table says 单位：%.*s here and 单位：%.*s before"), STR_ARG(unit.name),
                                STR_ARG(reading->file_unit.name));
                reading->file_unit = unit;
            } else if (utf8_count(name) <= LONGEST_UNIT)
                diag_report(reading->diag, SEVERITY_ERROR, "unit-unknown",
                            reading_place(reading, &record->fields[j]),
                            str_of(_("write 元, 千元, 万元, 百万元 or 亿元")),
                            _("“%.*s” is no unit of money"), STR_ARG(name));
        }
    }
}
