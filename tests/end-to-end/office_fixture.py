"""A small office, made of a few numbers, for tests: departments, units, the exports of the budget system, shared texts."""
import os
import zipfile
from xml.sax.saxutils import escape

YEAR = 2026
HEAD = ['部门代码', '部门名称', '单位代码', '单位名称', '简称', '性质', '公开方式', '批复日期', '前身']
REGISTER = [
    ['101', '清河县人民政府办公室', '', '', '县府办', '', '', '2026-01-22', ''],
    ['101', '清河县人民政府办公室', '101001', '清河县人民政府办公室（本级）', '府办本级', '行政', '', '2026-02-02', ''],
    ['101', '清河县人民政府办公室', '101002', '清河县政务信息中心', '信息中心', '事业', '随部门公开', '', ''],
    ['102', '清河县档案馆', '102001', '清河县档案馆', '档案馆', '参公', '', '2026-01-22', ''],
    ['103', '清河县文化和旅游局', '103001', '清河县文化和旅游局', '文旅局', '行政', '', '2026-01-22', '清河县文化局、清河县旅游局'],
    ['104', '清河县某局', '104001', '清河县某局', '某局', '行政', '涉密不公开', '', ''],
]
# Of each unit: its items of the functional classification, 基本支出 and 项目支出 in cents of 万元, and last year's.
UNITS = {
    '101001': {'department': '101', 'items': [('2010301', '行政运行', 71260, 0, 69010), ('2010302', '一般行政管理事务', 0, 30000, 32000)]},
    '101002': {'department': '101', 'items': [('2010350', '事业运行', 20115, 0, 19000)]},
    '102001': {'department': '102', 'items': [('2012601', '行政运行', 15040, 0, 15040), ('2012604', '档案馆', 0, 6025, 6000)]},
    '103001': {'department': '103', 'items': [('2070101', '行政运行', 33333, 0, 30000), ('2070109', '群众文化', 0, 12001, 9000)]},
    '104001': {'department': '104', 'items': [('2010301', '行政运行', 9999, 0, 9000)]},
}
NAMES = {row[2]: row[3] for row in REGISTER if row[2]}
DEPARTMENTS = {row[0]: row[1] for row in REGISTER}
CLASSES = {'201': '一般公共服务支出', '207': '文化旅游体育与传媒支出'}


def money(cents):
    return cents / 100


def owner(unit):
    return [UNITS[unit]['department'], DEPARTMENTS[UNITS[unit]['department']], unit, NAMES[unit]]


INCOME = ['政府性基金预算', '国有资本经营预算', '财政专户管理资金', '事业收入', '事业单位经营收入', '上级补助收入', '附属单位上缴收入', '其他收入']
CARRIED = ['小计', '一般公共预算', '政府性基金预算', '国有资本经营预算', '财政专户管理资金', '单位资金']
OWNER = ['部门代码', '部门名称', '单位代码', '单位名称']


def tables():
    """The export: a list of rows a table, the first its heads."""
    made = {
        '部门收支总表': [OWNER + ['收入/项目', '收入/本年预算', '支出/项目', '支出/本年预算']],
        '部门收入总表': [['部门代码', '部门名称', '单位代码', '单位名称', '合计', '本年收入/小计', '本年收入/一般公共预算'] +
                 ['本年收入/' + name for name in INCOME] + ['上年结转结余/' + name for name in CARRIED]],
        '部门支出总表': [OWNER + ['科目编码', '科目名称', '合计', '基本支出', '项目支出', '事业单位经营支出', '上缴上级支出', '对附属单位补助支出']],
        '财政拨款收支总表': [OWNER + ['收入/项目', '收入/本年预算', '支出/项目', '支出/合计', '支出/一般公共预算', '支出/政府性基金预算',
                               '支出/国有资本经营预算']],
        '一般公共预算支出表': [OWNER + ['科目编码', '科目名称', '上年执行数', '本年预算数/合计', '本年预算数/基本支出', '本年预算数/项目支出',
                                '本年预算数比上年执行数/增减额', '本年预算数比上年执行数/增减率']],
        '一般公共预算基本支出表': [OWNER + ['部门预算支出经济分类科目/科目编码', '部门预算支出经济分类科目/科目名称', '本年一般公共预算基本支出/合计',
                                  '本年一般公共预算基本支出/人员经费', '本年一般公共预算基本支出/公用经费']],
        '一般公共预算“三公”经费支出表': [['部门代码', '部门名称', '单位编码', '单位名称', '合计', '因公出国（境）费', '公务用车购置及运行费/小计',
                                    '公务用车购置及运行费/公务用车购置费', '公务用车购置及运行费/公务用车运行费', '公务接待费']],
        '政府性基金预算支出表': [OWNER + ['科目编码', '科目名称', '本年支出/合计', '本年支出/基本支出', '本年支出/项目支出']],
        '国有资本经营预算支出表': [OWNER + ['科目编码', '科目名称', '本年支出/合计', '本年支出/基本支出', '本年支出/项目支出']],
        '其他数据': [OWNER + ['名称', '数值', '单位']],
        '上年数': [OWNER + ['名称', '数值', '单位']],
    }
    for unit, data in UNITS.items():
        o = owner(unit)
        total = sum(b + p for _, _, b, p, _ in data['items'])
        basic = sum(b for _, _, b, _, _ in data['items'])
        last = sum(y for *_, y in data['items'])
        public = basic // 10
        klass = data['items'][0][0][:3]
        left = [('一、一般公共预算拨款收入', total), ('二、政府性基金预算拨款收入', None), ('本年收入合计', total), ('上年结转结余', None), ('收入总计', total)]
        right = [('一、' + CLASSES['201'], total if klass == '201' else None), ('二、' + CLASSES['207'], total if klass == '207' else None),
                 ('本年支出合计', total), ('结转下年', None), ('支出总计', total)]
        for (a, x), (b, y) in zip(left, right):
            made['部门收支总表'].append(o + [a, x and money(x), b, y and money(y)])
        for (a, x), (b, y) in zip([('一、一般公共预算拨款', total), ('二、政府性基金预算拨款', None)] + left[2:], right):
            made['财政拨款收支总表'].append(o + [a, x and money(x), b, y and money(y), y and money(y), None, None])
        made['部门收入总表'].append(o + [money(total)] * 3)
        for code, name, b, p, y in data['items']:
            made['部门支出总表'].append(o + [code, name, money(b + p), b and money(b) or None, p and money(p) or None])
            rate = round((b + p - y) / y * 100 + 1e-9, 2)
            made['一般公共预算支出表'].append(o + [code, name, money(y), money(b + p), b and money(b) or None, p and money(p) or None,
                                           money(b + p - y), rate])
        made['一般公共预算基本支出表'].append(o + ['30101', '基本工资', money(basic - public), money(basic - public), None])
        made['一般公共预算基本支出表'].append(o + ['30201', '办公费', money(public - 100), None, money(public - 100)])
        made['一般公共预算基本支出表'].append(o + ['30217', '公务接待费', 1.0, None, 1.0])
        made['一般公共预算“三公”经费支出表'].append(o + [1.5, None, 0.5, None, 0.5, 1.0])
        made['其他数据'].append(o + ['实有人数', basic // 2000, '人'])
        made['其他数据'].append(o + ['编制人数', basic // 2000 + 1, '人'])
        made['上年数'].append(o + ['收入合计', money(last), '万元'])
        made['上年数'].append(o + ['三公经费合计', 2.0, '万元'])
    return made


def head_rows(heads):
    """The rows of a head with groups: 收入/项目 in two."""
    depth = max(h.count('/') for h in heads) + 1
    rows = [[None] * len(heads) for _ in range(depth)]
    for i, h in enumerate(heads):
        for k, part in enumerate(h.split('/')):
            rows[k][i] = part
    return rows


def letters(column):
    text = ''
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def sheet_xml(rows, merges):
    lines = []
    for r, row in enumerate(rows, 1):
        cells = ''
        for c, value in enumerate(row, 1):
            if value is None or value == '':
                continue
            if isinstance(value, str):
                cells += f'<c r="{letters(c)}{r}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
            else:
                cells += f'<c r="{letters(c)}{r}"><v>{value!r}</v></c>'
        lines.append(f'<row r="{r}">{cells}</row>')
    merged = ''.join(f'<mergeCell ref="{m}"/>' for m in merges)
    merged = f'<mergeCells count="{len(merges)}">{merged}</mergeCells>' if merges else ''
    return ('<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f'<sheetData>{"".join(lines)}</sheetData>{merged}</worksheet>')


def write_book(path, sheets):
    """sheets: name, rows, merged ranges."""
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    package = 'http://schemas.openxmlformats.org/package/2006'
    kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as book:
        book.writestr('[Content_Types].xml', f'<Types xmlns="{package}/content-types">'
                      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                      f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>' + ''.join(
                          f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kind}.worksheet+xml"/>'
                          for i in range(1, len(sheets) + 1)) + '</Types>')
        book.writestr('_rels/.rels', f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                      f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        book.writestr('xl/workbook.xml', f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>' + ''.join(
            f'<sheet name="{escape(name)}" sheetId="{i}" r:id="r{i}"/>' for i, (name, _, _) in enumerate(sheets, 1)) +
                      '</sheets></workbook>')
        book.writestr('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="{package}/relationships">' + ''.join(
            f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(sheets) + 1)) + '</Relationships>')
        for i, (_, rows, merges) in enumerate(sheets, 1):
            book.writestr(f'xl/worksheets/sheet{i}.xml', sheet_xml(rows, merges))


def sheet_of(name, rows):
    """A sheet as systems write it: a title, the unit, heads in as many rows as they have groups, merged."""
    above = [[name]] + ([['单位：万元']] if name not in ('其他数据', '上年数') else [])
    heads, merges, top = head_rows(rows[0]), [], len(above) + 1
    for i, head in enumerate(rows[0]):
        parts = head.split('/')
        if len(parts) == 1 and len(heads) > 1:
            merges.append(f'{letters(i + 1)}{top}:{letters(i + 1)}{top + len(heads) - 1}')
        elif len(parts) > 1 and (i == 0 or rows[0][i - 1].split('/')[0] != parts[0]):
            last = i
            while last + 1 < len(rows[0]) and rows[0][last + 1].split('/')[0] == parts[0]:
                last += 1
                heads[0][last] = None
            if last > i:
                merges.append(f'{letters(i + 1)}{top}:{letters(last + 1)}{top}')
    return name, above + heads + rows[1:], merges


def write_export(folder, made):
    os.makedirs(folder, exist_ok=True)
    write_book(os.path.join(folder, '预算公开.xlsx'), [sheet_of(name, rows) for name, rows in made.items()])


def write_register(path, rows, head=None):
    write_book(path, [('名册', [['清河县2026年部门预算公开名册'], head or HEAD] + rows, [])])


MANIFEST = '''register: 名册.xlsx
template: department-budget
year: 2026
title: "{year}年{name}部门预算"
unit-title: "{year}年{name}单位预算"
region: 清河县
example: true
figures:
  收入合计: "{收支.收入.本年合计}"
  三公经费合计: "{三公.合计.预算}"
  公用经费合计: "{基本支出.公用}"
site:
  SiteName: 清河县人民政府
  SiteDomain: www.example.gov.cn
  SiteIDCode: "1304000000"
  ColumnName: 财政预决算
  ContentSource: 清河县财政局
'''

TEXTS = {
    '1-部门职能职责.md': '# 部门职能职责\n\n`= 部门简称`承担法律法规规定和上级交办的各项职责。\n',
    '2-机构设置.md': '# 机构设置\n\n核定编制`= 其他数据[编制人数]`人，实有`= 其他数据[实有人数]`人。\n',
    '3-部门收支概况.md': '''# 部门收支概况

（一）**收入预算**：`= 年度`年收入预算`= 收入合计`万元，`= 变动说明(收入合计, 上年.收入合计)`，主要原因是人员经费按标准核定。

（二）**支出预算**：`= 年度`年支出预算`= {支出.合计}`万元，其中基本支出`= {支出.基本支出}`万元，项目支出`= {支出.项目支出}`万元。
''',
    '4-其他重要事项情况说明.md': '''# 其他重要事项情况说明

（一）**机关运行经费**：`= 年度`年机关运行经费按公用经费口径编列，公用经费`= 公用经费合计`万元。

（二）**“三公”经费预算**：`= 年度`年“三公”经费预算`= 三公经费合计`万元，`= 变动(三公经费合计, 上年.三公经费合计)`，主要原因是从严控制公务接待。

（三）**其他**：会议费、培训费、政府采购、国有资产占用、绩效目标情况见公开表，空白表格为不涉及的内容。
''',
    '5-名词解释.md': '# 名词解释\n\n1.**基本支出**：指为保障机构正常运转发生的支出。\n\n2.**项目支出**：指为完成特定任务发生的支出。\n\n3.**“三公”经费**：指因公出国（境）费、公务用车购置及运行费和公务接待费。\n\n'
                '4.**机关运行经费**：指用一般公共预算拨款安排的日常公用经费支出。\n',
}


def make(folder, made=None, register=REGISTER):
    os.makedirs(os.path.join(folder, '共用文字', '单位'), exist_ok=True)
    with open(os.path.join(folder, 'gongkai.yaml'), 'w', encoding='utf-8') as out:
        out.write(MANIFEST)
    for name, text in TEXTS.items():
        with open(os.path.join(folder, '共用文字', name), 'w', encoding='utf-8') as out:
            out.write(text)
        with open(os.path.join(folder, '共用文字', '单位', name.replace('部门', '单位')), 'w', encoding='utf-8') as out:
            out.write(text.replace('部门', '单位'))
    write_register(os.path.join(folder, '名册.xlsx'), register)
    write_export(os.path.join(folder, '导出', '2026-01-20'), made or tables())
    return folder
