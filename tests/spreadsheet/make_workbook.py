"""Writes FILE.xlsx with what departments' workbooks hold, or prints what xlrd reads of FILE.xls (a line of JSON for each
sheet: row, column, value). Run by test_formats.py with the Python that has openpyxl and xlrd."""
import datetime
import json
import sys


def write(path, epoch_1904):
    import openpyxl
    from openpyxl.styles import Alignment
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = '收支'
    for row in (['部门收支总表'], ['单位：元'], ['项目', '本年预算', '项目', '本年预算'], ['一、拨款', 1268.35, '二、支出𠮷', 0.1 + 0.2],
                ['长' * 9000, '=B4*2', '=A4&"字"'], ['码', 1234567.89, 2013701, -0.07],
                ['日', datetime.date(2023, 2, 10), 37, datetime.datetime(2023, 2, 10, 9, 30)],
                ['藏', '=1/0', '=IF(1,"","x")', -2.5, None, 5]):
        sheet.append(row)
    for row in range(9, 60):  # enough text for several CONTINUE records
        sheet.append([f'{"行" * 300}{row}', row * 1.01, f'é{row}', row])
    for reference, form in (('B6', '#,##0.00'), ('D6', '0.00%'), ('B7', 'yyyy-mm-dd'), ('C7', '0000'), ('D7', 'yyyy-mm-dd hh:mm')):
        sheet[reference].number_format = form
    sheet['A4'].alignment = Alignment(indent=2)
    sheet.merge_cells('A1:D1')
    sheet.merge_cells('A9:A10')
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions['F'].hidden = True
    book.create_sheet('隐藏').sheet_state = 'hidden'
    book['隐藏']['A1'] = 'x'
    book.save(path)


def read(path):
    import xlrd

    for sheet in xlrd.open_workbook(path).sheets():
        cells = [[row + 1, column + 1, cell.ctype, cell.value] for row in range(sheet.nrows)
                 for column, cell in enumerate(sheet.row(row)) if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)]
        print(json.dumps({'name': sheet.name, 'cells': cells}))


if __name__ == '__main__':
    if sys.argv[1] == 'read':
        read(sys.argv[2])
    else:
        write(sys.argv[2], sys.argv[1] == 'write-1904')
