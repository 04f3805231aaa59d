"""Seeds of the targets that read office archives: small ones of each kind. Usage: docx_seeds.py FOLDER"""
import pathlib
import sys
import zipfile

TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
RELATIONS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
             f'<Relationship Id="r1" Type="{TYPE}" Target="word/document.xml"/></Relationships>')
PARAGRAPH = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>一、收支概况</w:t></w:r></w:p>'
TABLE = '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>收入</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>51.8</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
TEXT = '<w:p><w:r><w:t>2023年年初预算数51.8万元，比上年增加1.8736万元。</w:t></w:r></w:p>'

for i, compression in enumerate((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)):
    with zipfile.ZipFile(pathlib.Path(sys.argv[1]) / f'seed-docx-{i}', 'w', compression) as archive:
        archive.writestr('_rels/.rels', RELATIONS)
        archive.writestr('word/document.xml', f'<w:document xmlns:w="{WORD}"><w:body>{PARAGRAPH}{TEXT}{TABLE}</w:body></w:document>')
