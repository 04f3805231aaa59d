// How a cell of a workbook's sheet is written.
#ifndef GONGKAI_BASE_SHEET_CELL_H
#define GONGKAI_BASE_SHEET_CELL_H

#include "base/str.h"

// 收支总表!B7; row and column from 1.
Str sheet_cell_name(Arena *arena, Str sheet, uint32_t row, uint32_t column);
bool sheet_cell_is(Str name, Str sheet, uint32_t row, uint32_t column); // whether it is written so

#endif
