"""Nothing is lost and nothing added: documents with one habit each, and what is read of them."""
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import zipfile

from documents import PNG, Read, docx, fodt, in_list, level, numbers, odt, par, run, table

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = ROOT / 'build/test-data/documents/bin/python'
OTHERS = sorted((ROOT / 'build/test-data/documents/source').glob('*/**/*.docx'))
HEADINGS = ('<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="named"><w:name w:val="heading 2"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="body"><w:name w:val="正文"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
            '<w:style w:type="character" w:styleId="gone"><w:name w:val="隐藏"/><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="n"><w:name w:val="编号"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="nn"><w:name w:val="编号二"/><w:basedOn w:val="n"/></w:style>')
BOX = '<w:txbxContent>' + par('框内') + '</w:txbxContent>'
SHAPE = f'<w:r><w:drawing><wp:anchor><wp:docPr id="1" name="框"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>'
FALLBACK = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{SHAPE[5:-6]}</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
PICTURE = ('<w:r><w:drawing><wp:inline><wp:docPr id="2" name="图片 2" descr="办公楼"/><a:graphic><a:graphicData><a:blip r:embed="r2"/>'
           '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')


def field(instruction, result):
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' f'<w:r><w:instrText>{instruction}</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + result + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def ten(kind, text='%1', at=(1, 2, 10)):
    """A list of ten of one kind, of which some are looked at."""
    return (''.join(par(str(i), properties=in_list()) for i in range(1, 11)), dict(numbering=numbers(level(0, kind, text)))), at


# name: (body, further arguments), what is read.
DOCX = {
    'runs': ((par('收入51', run('.8', '<w:b/>'), '万元'), {}), ['收入51.8万元']),
    'tabs and breaks': ((par('一', '<w:r><w:tab/></w:r>', '二', '<w:r><w:br/></w:r>', '三'), {}), ['一 二三']),
    'a break after a sentence': ((par('第一句。', '<w:r><w:br/></w:r>', '第二句。'), {}), ['第一句。', '第二句。']),
    'cr': ((par('第一句。', '<w:r><w:cr/></w:r>', '第二句。'), {}), ['第一句。', '第二句。']),
    'a break before a number': ((par('如下', '<w:r><w:br/></w:r>', '（一）第一项'), {}), ['如下', '（一）第一项']),
    'no-break hyphen': ((par('2023', '<w:r><w:noBreakHyphen/></w:r>', '2024'), {}), ['2023-2024']),
    'soft hyphen': ((par('收', '<w:r><w:softHyphen/></w:r>', '入'), {}), ['收入']),
    'symbols': ((par('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', '是', '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', '否'), {}),
                ['☑是□否']),
    'a symbol of a plain font': ((par('<w:r><w:sym w:font="宋体" w:char="25CE"/></w:r>'), {}), ['◎']),
    'text around a text box': ((par('前', SHAPE, '后'), {}), ['前后', '框内']),
    'a text box alone': ((par(SHAPE) + par('下'), {}), ['框内', '下']),
    'a text box once': ((par('前', FALLBACK, '后'), {}), ['前后', '框内']),
    'a fallback alone': ((par('<w:r><mc:AlternateContent><mc:Fallback><w:t>有</w:t></mc:Fallback></mc:AlternateContent></w:r>'), {}), ['有']),
    'a table': ((table(('项目', '金额'), ('收入', '51.8')), {}), [[['项目', '金额'], ['收入', '51.8']]]),
    'paragraphs in a cell': ((table(('甲', '乙'), ('一', par('100') + par('200'))), {}), [[['甲', '乙'], ['一', '100\n200']]]),
    'a break in a cell': ((table(('甲', '乙'), ('一', par('100', '<w:r><w:br/></w:r>', '200'))), {}), [[['甲', '乙'], ['一', '100\n200']]]),
    'a nested table': ((table(('外', '二'), ('三', par('四') + table(('内', '里'), ('1', '2')) + par('五'))), {}),
                       [[['外', '二'], ['三', '四\n五']], [['内', '里'], ['1', '2']]]),
    'a table as a frame': ((table((par('框中一') + par('框中二'),)), {}), ['框中一', '框中二']),
    'a frame with a table': ((table((par('题') + table(('甲', '乙'), ('1', '2')),)), {}), ['题', [['甲', '乙'], ['1', '2']]]),
    'headings in a table': ((table((par('一、收入', properties='<w:pStyle w:val="1"/>'), '金额'), ('甲', '1')), dict(styles=HEADINGS)),
                            [[['一、收入', '金额'], ['甲', '1']]]),
    'merged down': ((table(('甲', '乙'), ('<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + par('合') + '</w:tc>', '1'),
                           ('<w:tc><w:tcPr><w:vMerge/></w:tcPr>' + par() + '</w:tc>', '2')), {}), [[['甲', '乙'], ['合', '1'], ['', '2']]]),
    'blank rows': ((table(('甲', '乙'), ('', ''), ('1', '2')), {}), [[['甲', '乙'], ['1', '2']]]),
    'deleted': ((par('留', '<w:del><w:r><w:delText>删</w:delText></w:r></w:del>', '下'), {}), ['留下']),
    'inserted': ((par('留', '<w:ins><w:r><w:t>添</w:t></w:r></w:ins>', '下'), {}), ['留添下']),
    'moved': ((par('<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>', '甲') + par('乙', '<w:moveTo><w:r><w:t>移</w:t></w:r></w:moveTo>'), {}),
              ['甲', '乙移']),
    'a deleted paragraph mark': ((par('前半', properties='<w:rPr><w:del w:id="1"/></w:rPr>') + par('后半'), {}), ['前半后半']),
    'properties before a change': ((par('文', properties='<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'), {}), ['文']),
    'hidden': ((par('看得见', run('看不见', '<w:vanish/>'), '的'), {}), ['看得见的']),
    'hidden by a style': ((par('看得见', run('看不见', '<w:rStyle w:val="gone"/>'), '的'), dict(styles=HEADINGS)), ['看得见的']),
    'not hidden': ((par(run('看得见', '<w:vanish w:val="0"/>')), {}), ['看得见']),
    'ruby': ((par('<w:r><w:ruby><w:rt>' + run('shí') + '</w:rt><w:rubyBase>' + run('石') + '</w:rubyBase></w:ruby></w:r>', '峰'), {}), ['石峰']),
    'a field': ((par('共', field(' NUMPAGES ', run('36')), '页'), {}), ['共36页']),
    'a field within a field': ((par(field(' IF ' + '', field(' REF a ', run('甲')) + run('乙'))), {}), ['甲乙']),
    'a simple field': ((par('<w:fldSimple w:instr=" DATE ">' + run('2023年') + '</w:fldSimple>'), {}), ['2023年']),
    'a link': ((par('见', '<w:hyperlink r:id="x">' + run('附件') + '</w:hyperlink>', '。'), {}), ['见附件。']),
    'a smart tag': ((par('<w:smartTag w:element="d">' + run('2023年') + '</w:smartTag>', '预算'), {}), ['2023年预算']),
    'a structured tag': (('<w:sdt><w:sdtPr/><w:sdtContent>' + par('控件') + '</w:sdtContent></w:sdt>' + par('后'), {}), ['控件', '后']),
    'a structured tag in a line': ((par('填', '<w:sdt><w:sdtContent>' + run('写') + '</w:sdtContent></w:sdt>', '完'), {}), ['填写完']),
    'a structured tag as a row': (('<w:tbl><w:tr><w:tc>' + par('甲') + '</w:tc><w:tc>' + par('乙') + '</w:tc></w:tr><w:sdt><w:sdtContent><w:tr><w:tc>'
                                   + par('1') + '</w:tc><w:tc>' + par('2') + '</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>', {}), [[['甲', '乙'], ['1', '2']]]),
    'contents of a tag': (('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
                           + par('目录') + par('一、概况1') + '</w:sdtContent></w:sdt>' + par('一、概况'), {}), ['一、概况']),
    'contents of a tag that read like text': (('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
                                               '<w:sdtContent>' + par('另有附表。') + '</w:sdtContent></w:sdt>' + par('一、概况'), {}), ['一、概况']),
    'contents of a field': ((par(field(' TOC \\o ', run('一、概况3'))) + par('一、概况'), {}), ['一、概况']),
    'contents by style': ((par('一、概况', '<w:r><w:tab/></w:r>', '3', properties='<w:pStyle w:val="toc"/>') + par('一、概况'), dict(styles=HEADINGS)), ['一、概况']),
    'contents by style alone': ((par('附表', properties='<w:pStyle w:val="toc"/>') + par('一、概况'), dict(styles=HEADINGS)), ['一、概况']),
    'contents by hand': ((par('目  录') + par('一、概况………3') + par('二、说明') + par('一、概况') + par('有字。') + par('二、说明') + par('完。'), {}),
                         ['一、概况', '有字。', '二、说明', '完。']),
    'a foot note': ((par('收入', '<w:r><w:footnoteReference w:id="2"/></w:r>', '51.8万元'),
                     dict(parts=[('footnotes', 'footnotes.xml', 'footnotes',
                                  '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">' + par('不含结转') + '</w:footnote>')])),
                    ['收入（不含结转）51.8万元']),
    'an end note': ((par('收入', '<w:r><w:endnoteReference w:id="1"/></w:r>'),
                     dict(parts=[('endnotes', 'endnotes.xml', 'endnotes', '<w:endnote w:id="1">' + par('一') + par('二') + '</w:endnote>')])), ['收入（一二）']),
    'a comment': ((par('文', '<w:r><w:commentReference w:id="1"/></w:r>'),
                   dict(parts=[('comments', 'comments.xml', 'comments', '<w:comment w:id="1">' + par('改') + '</w:comment>')])), ['文']),
    'a header': ((par('文'), dict(parts=[('header', 'header1.xml', 'hdr', par('内部资料'))])), ['文']),
    'a picture': ((par('前', PICTURE, '后'), dict(parts=[('image', 'media/image1.png', '', PNG)])), ['前后', ('image1.png', '办公楼')]),
    'a formula': ((par('即', '<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>'), {}), ['即a=b']),
    'heading by style': ((par('一、概况', properties='<w:pStyle w:val="1"/>'), dict(styles=HEADINGS)), ['# 一、概况']),
    'heading by a style based on one': ((par('概况', properties='<w:pStyle w:val="own"/>'), dict(styles=HEADINGS)), ['# 概况']),
    'heading by a name alone': ((par('概况', properties='<w:pStyle w:val="named"/>'), dict(styles=HEADINGS)), ['## 概况']),
    'body based on a heading': ((par('文', properties='<w:pStyle w:val="body"/>'), dict(styles=HEADINGS)), ['文']),
    'heading by outline level': ((par('概况', properties='<w:outlineLvl w:val="1"/>'), {}), ['## 概况']),
    'number by style': ((par('甲', properties='<w:pStyle w:val="n"/>') + par('乙', properties='<w:pStyle w:val="nn"/>'),
                         dict(styles=HEADINGS, numbering=numbers(level(0, 'chineseCounting', '%1、')))), ['一、甲', '二、乙']),
    'number by a style of lists': ((par('甲', properties=in_list()),
                                    dict(styles='<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>',
                                         numbering='<w:abstractNum w:abstractNumId="1">' + level(0, 'decimal', '%1)') + '</w:abstractNum>'
                                         '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>'
                                         '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num>')), ['1)甲']),
    'number that a style is linked to': ((par('甲', properties='<w:pStyle w:val="n"/>'),
                                          dict(styles=HEADINGS, numbering=numbers(level(0, 'decimal', '%1.'), level(1, 'decimal', '（%2）', more='<w:pStyle w:val="n"/>')))),
                                         ['（1）甲']),
    'levels': ((par('甲', properties=in_list(0)) + par('乙', properties=in_list(1)) + par('丙', properties=in_list(1)) + par('丁', properties=in_list(0))
                + par('戊', properties=in_list(1)), dict(numbering=numbers(level(0, 'decimal', '%1.'), level(1, 'decimal', '%1.%2')))),
               ['1.甲', '1.1乙', '1.2丙', '2.丁', '2.1戊']),
    'never restarted': ((par('甲', properties=in_list(0)) + par('乙', properties=in_list(1)) + par('丙', properties=in_list(0)) + par('丁', properties=in_list(1)),
                         dict(numbering=numbers(level(0, 'decimal', '%1.'), level(1, 'decimal', '(%2)', more='<w:lvlRestart w:val="0"/>')))),
                        ['1.甲', '(1)乙', '2.丙', '(2)丁']),
    'all in digits': ((par('甲', properties=in_list(0)) + par('乙', properties=in_list(1)),
                       dict(numbering=numbers(level(0, 'chineseCounting', '%1、'), level(1, 'decimal', '%1.%2', more='<w:isLgl/>')))), ['一、甲', '1.1乙']),
    'started anew': ((par('甲', properties=in_list()) + par('乙', properties=in_list()) + par('丙', properties=in_list(number=4)),
                      dict(numbering=numbers(level(0, 'decimal', '%1.')) + '<w:num w:numId="4"><w:abstractNumId w:val="7"/>'
                           '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>')), ['1.甲', '2.乙', '5.丙']),
    'a level of its own': ((par('甲', properties=in_list(number=4)),
                            dict(numbering=numbers(level(0, 'decimal', '%1.')) + '<w:num w:numId="4"><w:abstractNumId w:val="7"/>'
                                 '<w:lvlOverride w:ilvl="0">' + level(0, 'chineseCounting', '第%1条') + '</w:lvlOverride></w:num>')), ['第一条甲']),
    'no number': ((par('甲', properties='<w:pStyle w:val="n"/>' + in_list(number=0)), dict(styles=HEADINGS, numbering=numbers(level(0, 'decimal', '%1.')))), ['甲']),
    'bullets': ((par('甲', properties=in_list()), dict(numbering=numbers(level(0, 'bullet', '•')))), ['甲']),
    'blank items count nothing': ((par('甲', properties=in_list()) + par(properties=in_list()) + par('乙', properties=in_list()),
                                   dict(numbering=numbers(level(0, 'decimal', '%1.')))), ['1.甲', '2.乙']),
}
KINDS = {'decimal': '1 2 10', 'upperRoman': 'I II X', 'lowerRoman': 'i ii x', 'upperLetter': 'A B J', 'lowerLetter': 'a b j',
         'chineseCounting': '一 二 十', 'chineseCountingThousand': '一 二 十', 'japaneseCounting': '一 二 十', 'taiwaneseCountingThousand': '一 二 十',
         'ideographDigital': '一 二 一〇', 'chineseLegalSimplified': '壹 贰 壹拾', 'ideographTraditional': '甲 乙 癸', 'ideographZodiac': '子 丑 酉',
         'decimalEnclosedCircle': '① ② ⑩', 'decimalEnclosedCircleChinese': '① ② ⑩', 'decimalEnclosedParen': '⑴ ⑵ ⑽',
         'decimalEnclosedFullstop': '⒈ ⒉ ⒑', 'ideographEnclosedCircle': '㊀ ㊁ ㊉', 'decimalFullWidth': '１ ２ １０', 'decimalZero': '01 02 10',
         'ordinal': '1st 2nd 10th', 'none': '  '}

# What LibreOffice writes of these: as .odt and as .docx, both read alike.
P = '<text:p>{}</text:p>'.format
FODT = {
    'paragraphs': (P('甲') + P('乙 丙<text:s text:c="2"/>丁<text:tab/>戊'), '', ['甲', '乙 丙  丁 戊']),
    'headings': ('<text:h text:outline-level="1">概况</text:h>' + P('文') + '<text:h text:outline-level="2">职能</text:h>', '', ['# 概况', '文', '## 职能']),
    'spans': (P('收入<text:span>51</text:span>.8万元'), '', ['收入51.8万元']),
    'a table of fodt': ('<table:table><table:table-column table:number-columns-repeated="2"/>' + ''.join(
        '<table:table-row>' + ''.join(f'<table:table-cell>{P(cell)}</table:table-cell>' for cell in row) + '</table:table-row>'
        for row in (('项目', '金额'), ('收入', '51.8'))) + '</table:table>' + P('后'), '', [[['项目', '金额'], ['收入', '51.8']], '后']),
    'a note of fodt': (P('收入<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>' + P('不含结转')
                         + '</text:note-body></text:note>51.8万元'), '', ['收入（不含结转）51.8万元']),
    'a numbered list': ('<text:list text:style-name="L">' + ''.join(f'<text:list-item>{P(one)}</text:list-item>' for one in '甲乙') + '</text:list>',
                        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/></text:list-style>',
                        ['一、甲', '二、乙']),
    'a line break': (P('第一句。<text:line-break/>第二句。'), '', ['第一句。', '第二句。']),
    'hidden by style': (P('看得见<text:span text:style-name="H">看不见</text:span>的'),
                        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>', ['看得见的']),
}
ODT = {
    'tracked': ('<text:tracked-changes><text:changed-region><text:deletion>' + P('删') + '</text:deletion></text:changed-region></text:tracked-changes>'
                + P('留<text:change text:change-id="1"/>下'), ['留下']),
    'contents of odt': ('<text:table-of-content><text:index-body>' + P('一、概况 3') + '</text:index-body></text:table-of-content>' + P('一、概况'), ['一、概况']),
    'ruby of odt': (P('<text:ruby><text:ruby-base>石</text:ruby-base><text:ruby-text>shí</text:ruby-text></text:ruby>峰'), ['石峰']),
    'a remark': (P('文<office:annotation><dc:creator>某</dc:creator>' + P('改') + '</office:annotation>字'), ['文字']),
    'a text box of odt': (P('前<draw:frame><draw:text-box>' + P('框内') + '</draw:text-box></draw:frame>后'), ['前后', '框内']),
    'a nested table of odt': ('<table:table><table:table-row><table:table-cell>' + P('外') + '</table:table-cell><table:table-cell>' + P('四')
                              + '<table:table><table:table-row><table:table-cell>' + P('内') + '</table:table-cell><table:table-cell>' + P('里')
                              + '</table:table-cell></table:table-row></table:table></table:table-cell></table:table-row></table:table>',
                              [[['外', '四']], [['内', '里']]]),
    'a hidden section': ('<text:section text:name="a" text:display="none">' + P('藏') + '</text:section>' + P('露'), ['露']),
}

WRITE = '''
import sys
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
folder = sys.argv[1]
d = Document(); d.add_heading('部门概况', 1); d.add_paragraph('收入51.8万元。'); d.save(folder + '/p-heading.docx')
d = Document(); p = d.add_paragraph('收入'); p.add_run('51.8').bold = True; p.add_run('万元'); d.save(folder + '/p-runs.docx')
d = Document(); t = d.add_table(2, 2); t.cell(0, 0).text = '项目'; t.cell(0, 1).text = '金额'; t.cell(1, 0).text = '收入'; t.cell(1, 1).text = '1'; d.save(folder + '/p-table.docx')
d = Document(); t = d.add_table(2, 2); t.cell(0, 0).merge(t.cell(0, 1)).text = '合'; t.cell(1, 0).text = '甲'; t.cell(1, 1).text = '乙'; d.save(folder + '/p-merged.docx')
d = Document(); s = d.styles.add_style('甲级', WD_STYLE_TYPE.PARAGRAPH); s.base_style = d.styles['Heading 2']; d.add_paragraph('职能', '甲级'); d.save(folder + '/p-based.docx')
d = Document(); d.sections[0].header.paragraphs[0].text = '页眉'; d.sections[0].footer.paragraphs[0].text = '页脚'; d.add_paragraph('文'); d.save(folder + '/p-header.docx')
d = Document(); p = d.add_paragraph('前'); p.add_run().add_break(); p.add_run('后'); d.save(folder + '/p-break.docx')
d = Document(); d.add_paragraph('甲', 'List Number'); d.add_paragraph('乙', 'List Number'); d.save(folder + '/p-list.docx')
d = Document(); d.add_paragraph('甲', 'List Bullet'); d.save(folder + '/p-bullet.docx')
d = Document(); d.add_paragraph('上'); d.add_page_break(); d.add_paragraph('下'); d.save(folder + '/p-page.docx')
'''
WRITTEN = {'heading': ['# 部门概况', '收入51.8万元。'], 'runs': ['收入51.8万元'], 'table': [[['项目', '金额'], ['收入', '1']]], 'merged': [[['合'], ['甲', '乙']]],
           'based': ['## 职能'], 'header': ['文'], 'break': ['前后'], 'list': ['1.甲', '2.乙'], 'bullet': ['甲'], 'page': ['上', '下']}


class Documents(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)

    def held(self, path, wanted):
        read = Read(path)
        self.assertEqual(read.status, 0, read.err)
        self.assertEqual(read.texts(), wanted)
        return read

    def test_docx(self):
        for name, ((body, more), wanted) in DOCX.items():
            with self.subTest(name):
                docx(self.work / 'a.docx', body, **more)
                self.held(self.work / 'a.docx', wanted)

    def test_numbers(self):
        for kind, wanted in KINDS.items():
            with self.subTest(kind):
                docx(self.work / 'a.docx', ''.join(par('文', properties=in_list()) for _ in range(10)),
                     numbering=numbers(level(0, kind, '%1')))
                lines = Read(self.work / 'a.docx').texts()
                self.assertEqual(' '.join(lines[i][:-1] for i in (0, 1, 9)), wanted)

    def test_odt(self):
        for name, (body, wanted) in ODT.items():
            with self.subTest(name):
                odt(self.work / 'a.odt', body)
                self.held(self.work / 'a.odt', wanted)

    def test_what_is_left_out_is_said(self):
        for name, left in (('deleted', 0), ('moved', 0), ('hidden', 1), ('contents by hand', 2), ('a header', 3), ('a comment', 4), ('ruby', 5),
                           ('a foot note', 10), ('a text box once', 11), ('a formula', 12)):
            with self.subTest(name):
                (body, more), _ = DOCX[name]
                docx(self.work / 'a.docx', body, **more)
                read = Read(self.work / 'a.docx')
                self.assertEqual([i for i, count in enumerate(read.counts) if count], [left])
                self.assertEqual(read.rules, {'intake-moved' if left > 9 else 'intake-left-out'})

    def test_a_picture_without_its_file(self):
        docx(self.work / 'a.docx', par('前', PICTURE))
        self.assertEqual(Read(self.work / 'a.docx').lines[1]['bytes'], 0)
        docx(self.work / 'a.docx', par('前', PICTURE), parts=[('image', 'media/image1.png', '', PNG)])
        self.assertEqual(Read(self.work / 'a.docx').lines[1]['bytes'], len(PNG))
        chart = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图表"/></wp:inline></w:drawing></w:r>'
        docx(self.work / 'a.docx', par('前', chart))
        self.assertEqual(Read(self.work / 'a.docx').rules, {'intake-picture'})

    def test_refused(self):
        docx(self.work / 'macros.docx', par('文'), types='<Override PartName="/word/document.xml" '
             'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>')
        cases = {'macros.docx': None, 'rtf.docx': b'{\\rtf1\\ansi 51.8}', 'rtf.txt': b'{\\rtf1\\ansi 51.8}', 'a.rtf': b'{\\rtf1 }',
                 'old.doc': b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 512 + 'WordDocument'.encode('utf-16le'),
                 'old.docx': b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 512 + 'WordDocument'.encode('utf-16le'),
                 'a.wps': b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 512, 'old.txt': b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 512,
                 'text.docx': '收入51.8万元'.encode(), 'empty.txt': b'',
                 'book.xml': b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
                 'a.mht': b'MIME-Version: 1.0\r\n\r\n'}
        for name, content in cases.items():
            with self.subTest(name):
                if content is not None:
                    (self.work / name).write_bytes(content)
                read = Read(self.work / name)
                self.assertEqual((read.status, read.rules), (1, {'file-kind'}), read.err)

    def test_web_pages_under_the_names_of_documents(self):
        """Systems export them so; they are read as what they are, in whatever encoding."""
        for name, encoding in (('a.doc', 'utf-8'), ('a.docx', 'gb18030'), ('a.WPS', 'utf-8'), ('a.rtf', 'gbk')):
            with self.subTest(name):
                (self.work / name).write_bytes('<html><body><p>一、部门职责</p></body></html>'.encode(encoding))
                read = Read(self.work / name)
                self.assertEqual((read.status, [line['text'] for line in read.lines]), (0, ['一、部门职责']), read.err)

    def test_archives(self):
        """Of one with pages or tables in it, and of OFD, the mend is another than of a document that is damaged."""
        for part, said in (('a/公开.HTML', 'of several files'), ('表.xlsx', 'of several files'), ('OFD.xml', 'an OFD document'), ('a.bin', 'no office document')):
            with self.subTest(part):
                with zipfile.ZipFile(self.work / 'a.zip', 'w') as file:
                    file.writestr(part, 'x')
                read = Read(self.work / 'a.zip')
                self.assertEqual((read.status, read.rules), (1, {'file-kind'}), read.err)
                self.assertIn(said, read.err)

    def test_named_wrongly(self):
        docx(self.work / 'a.txt', par('文'))
        self.held(self.work / 'a.txt', ['文'])
        odt(self.work / 'a.docx', P('文'))
        self.held(self.work / 'a.docx', ['文'])

    @unittest.skipUnless(shutil.which('soffice'), 'no LibreOffice')
    def test_libreoffice(self):
        names = list(FODT)
        for i, name in enumerate(names):
            fodt(self.work / f'{i}.fodt', *FODT[name][:2])
        for kind, filter_name in (('odt', 'odt'), ('docx', 'docx'), ('txt', 'txt:Text (encoded):UTF8')):
            subprocess.run(['soffice', f'-env:UserInstallation=file://{self.work}/profile', '--headless', '--convert-to', filter_name, '--outdir',
                            str(self.work / kind), *[str(self.work / f'{i}.fodt') for i in range(len(names))]], check=True, capture_output=True)
        for i, name in enumerate(names):
            for kind in ('odt', 'docx'):
                with self.subTest(f'{name} as {kind}'):
                    read = self.held(self.work / kind / f'{i}.{kind}', FODT[name][2])
                    if 'note' not in name and 'hidden' not in name:  # its text has these elsewhere, and too
                        said = (self.work / 'txt' / f'{i}.txt').read_text('utf-8-sig')
                        self.assertEqual(read.words(), ''.join(said.split()))

    @unittest.skipUnless(OTHERS and shutil.which('soffice'), 'no documents of others, or no LibreOffice')
    def test_documents_of_others(self):
        """Word for word what LibreOffice finds in them."""
        for i, path in enumerate(OTHERS):
            shutil.copy(path, self.work / f'{i}.docx')
        subprocess.run(['soffice', f'-env:UserInstallation=file://{self.work}/profile', '--headless', '--convert-to', 'txt:Text (encoded):UTF8',
                        '--outdir', str(self.work / 'txt'), *[str(self.work / f'{i}.docx') for i in range(len(OTHERS))]], check=True, capture_output=True)
        for i, path in enumerate(OTHERS):
            with self.subTest(path.name):
                said = ''.join((self.work / 'txt' / f'{i}.txt').read_text('utf-8-sig').split()).replace('•', '')
                self.assertEqual(sorted(Read(self.work / f'{i}.docx').words()), sorted(said))

    @unittest.skipUnless(PYTHON.exists(), 'no python-docx')
    def test_python_docx(self):
        subprocess.run([str(PYTHON), '-c', WRITE, str(self.work)], check=True)
        for name, wanted in WRITTEN.items():
            with self.subTest(name):
                self.held(self.work / f'p-{name}.docx', wanted)


if __name__ == '__main__':
    unittest.main()
