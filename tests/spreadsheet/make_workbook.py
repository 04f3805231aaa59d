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


def write_unseen(path):
    """What is not seen as it is stored, and what stands in no cell."""
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.comments import Comment
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = '收支'
    white, blue = Font(color='FFFFFFFF'), PatternFill('solid', fgColor='FF1F4E79')
    for row, form in enumerate((';;;', '0.00;', '0.00;0.00', '0.00;-0.00', '0.00;[Red]0.00', '#,##0.00,', '0.00"万元"', '0.00;-0.00;;',
                                '0.00_);(0.00)', '[>=10000]0.00,"千";0.00', '[>=100]0.00;0.0', '@',
                                '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '), 1):
        for column, value in enumerate((12000.5, -12.5, 0, '字'), 1):
            sheet.cell(row, column, value).number_format = form
    sheet['F1'], sheet['F2'], sheet['F3'], sheet['F4'] = '白', '白底深', '划', '不划'
    sheet['F1'].font = sheet['F2'].font = white
    sheet['F2'].fill = blue
    sheet['F3'].font = Font(strike=True)
    sheet['F5'] = CellRichText('一部分', TextBlock(InlineFont(strike=True), '划去'))
    sheet['F6'] = CellRichText('一部分', TextBlock(InlineFont(color='FFFFFFFF'), '白'))
    sheet['F7'] = CellRichText('深底', TextBlock(InlineFont(color='FFFFFFFF'), '白'))
    sheet['F7'].fill = blue
    sheet['F8'] = '有批注'
    sheet['F8'].comment = Comment('金额单位：元', '某')
    for reference, value in (('H1', 1), ('J1', 1), ('F21', '行'), ('L3', 5)):
        sheet[reference] = value
    sheet.column_dimensions['H'].width = 0.1
    sheet.column_dimensions['J'].width = 2
    sheet.row_dimensions[21].height = 5
    sheet.oddHeader.right.text = '单位：万元'
    sheet.oddFooter.center.text = '注：本表单位为元'
    sheet.conditional_formatting.add('L3:L9', CellIsRule(operator='greaterThan', formula=['3'], font=white))
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
    elif sys.argv[1] == 'write-unseen':
        write_unseen(sys.argv[2])
    else:
        write(sys.argv[2], sys.argv[1] == 'write-1904')
