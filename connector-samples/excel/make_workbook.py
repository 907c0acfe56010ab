#!/usr/bin/env python3
"""Makes a workbook with a pivot table over the feed: active users of each product, by month.

    python3 make_workbook.py [service root] [file]

Python 3.9 and nothing else. The sheet "Data" is a table filled by Power Query; the rows of now are written into it, so that the pivot has
something to show before Excel has asked the feed itself (Data > Refresh All). Formats: ECMA-376 part 1 (SpreadsheetML), [MS-QDEFF] for the
query. A key of the feed is taken from the environment variable ODATAFEED_KEY; it is not written into the workbook.
"""
import base64
import datetime
import io
import json
import os
import struct
import sys
import urllib.parse
import urllib.request
import zipfile
from xml.sax.saxutils import escape, quoteattr

QUERY = "ActiveUsers"
COLUMNS = ["ReportDate", "Month", "Product", "Active users"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def section(root):
    """The queries of the workbook. The address is a parameter, so that moving to another service is one edit."""
    return f'''section Section1;

shared ServiceRoot = "{root}" meta [IsParameterQuery = true, Type = "Text", IsParameterQueryRequired = true];

shared {QUERY} = let
    Source = OData.Feed(ServiceRoot, null, [Implementation = "2.0", ODataVersion = 4, OmitValues = ODataOmitValues.Nulls]),
    Rows = Source{{[Name = "ActiveUsersByProduct", Signature = "table"]}}[Data],
    Used = Table.SelectRows(Rows, each [ActiveUsers] > 0),
    Columns = Table.SelectColumns(Used, {{"ReportDate", "Product", "ActiveUsers"}}),
    Month = Table.AddColumn(Columns, "Month", each Date.ToText([ReportDate], "yyyy-MM"), type text),
    Renamed = Table.RenameColumns(Month, {{{{"ActiveUsers", "Active users"}}}}),
    Ordered = Table.ReorderColumns(Renamed, {{"ReportDate", "Month", "Product", "Active users"}})
in
    Ordered;
'''


def read(root):
    """The rows that the query would bring, as (day, month, product, users)."""
    query = urllib.parse.quote("$filter=ActiveUsers gt 0&$select=ReportDate,Product,ActiveUsers", safe="$=&,")
    url, rows = f"{root}ActiveUsersByProduct?{query}", []
    while url:
        headers = {"Accept": "application/json;odata.metadata=none"}
        if key := os.environ.get("ODATAFEED_KEY"):
            headers["Authorization"] = "Basic " + base64.b64encode(f":{key}".encode()).decode()
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            page = json.load(answer)
        rows += [(datetime.date.fromisoformat(row["ReportDate"]), row["ReportDate"][:7], row["Product"], row["ActiveUsers"]) for row in page["value"]]
        url = page.get("@odata.nextLink")
    return rows


def serial(day):
    """Days since 30 December 1899, as cells count them."""
    return (day - datetime.date(1899, 12, 30)).days


def text_cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def data_sheet(rows):
    lines = ['<row r="1">' + "".join(text_cell(f"{'ABCD'[i]}1", name) for i, name in enumerate(COLUMNS)) + "</row>"]
    for number, (day, month, product, users) in enumerate(rows, start=2):
        cells = f'<c r="A{number}" s="1"><v>{serial(day)}</v></c>{text_cell(f"B{number}", month)}{text_cell(f"C{number}", product)}<c r="D{number}"><v>{users}</v></c>'
        lines.append(f'<row r="{number}">{cells}</row>')
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><dimension ref="{extent(rows)}"/>'
        '<cols><col min="1" max="4" width="16" customWidth="1"/></cols>'
        f'<sheetData>{"".join(lines)}</sheetData><tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>')


def extent(rows):
    return f"A1:D{len(rows) + 1}"


def table(rows):
    columns = "".join(
        f'<tableColumn id="{i}" uniqueName="{i}" name={quoteattr(name)} queryTableFieldId="{i}"/>' for i, name in enumerate(COLUMNS, start=1))
    return (
        f'{HEAD}<table xmlns="{MAIN}" id="1" name="{QUERY}" displayName="{QUERY}" ref="{extent(rows)}" tableType="queryTable" totalsRowShown="0">'
        f'<autoFilter ref="{extent(rows)}"/><tableColumns count="{len(COLUMNS)}">{columns}</tableColumns>'
        '<tableStyleInfo name="TableStyleMedium2" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>')


def query_table():
    fields = "".join(f'<queryTableField id="{i}" name={quoteattr(name)} tableColumnId="{i}"/>' for i, name in enumerate(COLUMNS, start=1))
    return (
        f'{HEAD}<queryTable xmlns="{MAIN}" name="ExternalData_1" connectionId="1" autoFormatId="16" applyNumberFormats="0" applyBorderFormats="0" '
        'applyFontFormats="0" applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="0">'
        f'<queryTableRefresh nextId="{len(COLUMNS) + 1}"><queryTableFields count="{len(COLUMNS)}">{fields}</queryTableFields></queryTableRefresh></queryTable>')


def connections():
    source = f'Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location={QUERY};Extended Properties=""'
    return (
        f'{HEAD}<connections xmlns="{MAIN}"><connection id="1" keepAlive="1" name="Query - {QUERY}" type="5" refreshedVersion="7" background="1" '
        f'saveData="1" description={quoteattr(f"Connection to the query {QUERY} in the workbook.")}>'
        f'<dbPr connection={quoteattr(source)} command={quoteattr(f"SELECT * FROM [{QUERY}]")}/></connection></connections>')


def pivot_cache(rows):
    days, users = [row[0] for row in rows], [row[3] for row in rows]

    def texts(values):
        return f'<sharedItems count="{len(values)}">{"".join(f"<s v={quoteattr(value)}/>" for value in values)}</sharedItems>'

    last = max(days) + datetime.timedelta(days=1)
    fields = (
        f'<cacheField name="{COLUMNS[0]}" numFmtId="14"><sharedItems containsSemiMixedTypes="0" containsNonDate="0" containsDate="1" containsString="0" '
        f'minDate="{min(days)}T00:00:00" maxDate="{last}T00:00:00"/></cacheField>'
        f'<cacheField name="{COLUMNS[1]}" numFmtId="0">{texts(months(rows))}</cacheField>'
        f'<cacheField name="{COLUMNS[2]}" numFmtId="0">{texts(products(rows))}</cacheField>'
        f'<cacheField name="{COLUMNS[3]}" numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" '
        f'minValue="{min(users)}" maxValue="{max(users)}"/></cacheField>')
    return (
        f'{HEAD}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATIONS}" saveData="0" refreshOnLoad="1" refreshedBy="ODataFeed" createdVersion="6" '
        f'refreshedVersion="6" recordCount="0"><cacheSource type="worksheet"><worksheetSource name="{QUERY}"/></cacheSource>'
        f'<cacheFields count="{len(COLUMNS)}">{fields}</cacheFields></pivotCacheDefinition>')


def months(rows):
    return sorted({row[1] for row in rows})


def products(rows):
    return sorted({row[2] for row in rows})


def pivot_table(rows):
    def items(count):
        return f'<items count="{count + 1}">{"".join(f"<item x={quoteattr(str(i))}/>" for i in range(count))}<item t="default"/></items>'

    def axis(count):
        lines = ["<i><x/></i>"] + [f'<i><x v="{i}"/></i>' for i in range(1, count)] + ['<i t="grand"><x/></i>']
        return "".join(lines[-1 - count:])

    rowed, columned = len(months(rows)), len(products(rows))
    place = f"A3:{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[columned + 1]}{rowed + 5}"
    return (
        f'{HEAD}<pivotTableDefinition xmlns="{MAIN}" name="ActiveUsersByMonth" cacheId="1" applyNumberFormats="0" applyBorderFormats="0" applyFontFormats="0" '
        'applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1" dataCaption="Values" updatedVersion="6" minRefreshableVersion="3" '
        'useAutoFormatting="1" itemPrintTitles="1" createdVersion="6" indent="0" outline="1" outlineData="1" multipleFieldFilters="0">'
        f'<location ref="{place}" firstHeaderRow="1" firstDataRow="2" firstDataCol="1"/>'
        '<pivotFields count="4"><pivotField numFmtId="14" showAll="0"/>'
        f'<pivotField axis="axisRow" showAll="0">{items(rowed)}</pivotField><pivotField axis="axisCol" showAll="0">{items(columned)}</pivotField>'
        '<pivotField dataField="1" showAll="0"/></pivotFields>'
        f'<rowFields count="1"><field x="1"/></rowFields><rowItems count="{rowed + 1}">{axis(rowed)}</rowItems>'
        f'<colFields count="1"><field x="2"/></colFields><colItems count="{columned + 1}">{axis(columned)}</colItems>'
        '<dataFields count="1"><dataField name="Users a day" fld="3" subtotal="average" baseField="1" baseItem="0" numFmtId="1"/></dataFields>'
        '<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" showRowStripes="0" showColStripes="0" showLastColumn="1"/>'
        "</pivotTableDefinition>")


def mashup(root):
    """[MS-QDEFF] 2.2: version, then each part behind its length: package, permissions, metadata, bindings."""
    package = archive({
        "[Content_Types].xml": '<?xml version="1.0" encoding="utf-8"?><Types xmlns="' + PACKAGE + '/content-types"><Default Extension="xml" '
        'ContentType="text/xml"/><Default Extension="m" ContentType="application/x-ms-m"/></Types>',
        "Config/Package.xml": '<?xml version="1.0" encoding="utf-8"?><Package xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Version>2.108.0.0</Version><MinVersion>2.21.0.0</MinVersion><Culture>en-US</Culture></Package>',
        "Formulas/Section1.m": section(root).replace("\n", "\r\n"),
    })
    permissions = (
        '<?xml version="1.0" encoding="utf-8"?><PermissionList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<CanEvaluateFuturePackages>false</CanEvaluateFuturePackages><FirewallEnabled>true</FirewallEnabled></PermissionList>").encode()
    items = "".join(
        f"<Item><ItemLocation><ItemType>Formula</ItemType><ItemPath>Section1/{name}</ItemPath></ItemLocation><StableEntries>{entries}</StableEntries></Item>"
        for name, entries in [
            ("ServiceRoot", '<Entry Type="IsPrivate" Value="l0"/><Entry Type="ResultType" Value="sText"/><Entry Type="FillEnabled" Value="l0"/>'),
            (QUERY, '<Entry Type="IsPrivate" Value="l0"/><Entry Type="ResultType" Value="sTable"/><Entry Type="FillEnabled" Value="l1"/>'
             f'<Entry Type="FillObjectType" Value="sTable"/><Entry Type="FillTarget" Value="s{QUERY}"/><Entry Type="FillToDataModelEnabled" Value="l0"/>'),
        ])
    metadata = (
        '<?xml version="1.0" encoding="utf-8"?><LocalPackageMetadataFile xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Items><Item><ItemLocation><ItemType>AllFormulas</ItemType><ItemPath/></ItemLocation>'
        f"<StableEntries/></Item>{items}</Items></LocalPackageMetadataFile>").encode()
    metadata = struct.pack("<i", 0) + sized(metadata) + sized(archive({}))
    # The bindings are a checksum that only Windows can make. Where they do not match, Excel puts its default permissions in place of ours
    # ([MS-QDEFF] 2.6), which are the same.
    stream = struct.pack("<i", 0) + sized(package) + sized(permissions) + sized(metadata) + sized(b"")
    text = f'<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{base64.b64encode(stream).decode()}</DataMashup>'
    return b"\xff\xfe" + text.encode("utf-16-le")


def sized(part):
    return struct.pack("<i", len(part)) + part


def archive(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def relations(*targets):
    lines = "".join(f'<Relationship Id="rId{i}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets, start=1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def content_types(parts):
    lines = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>')


def workbook(rows):
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="By month" sheetId="1" r:id="rId1"/>'
        '<sheet name="Data" sheetId="2" r:id="rId2"/></sheets>'
        f'<definedNames><definedName name="ExternalData_1" localSheetId="1" hidden="1">Data!$A$1:$D${len(rows) + 1}</definedName></definedNames>'
        '<pivotCaches><pivotCache cacheId="1" r:id="rId5"/></pivotCaches></workbook>')


def styles():
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>')


def main(root="http://127.0.0.1:5080/odata/", target="ActiveUsers.xlsx"):
    root = root.rstrip("/") + "/"
    rows = read(root)
    title = text_cell("A1", "Active users a day, by month and product. Data > Refresh All asks the feed again.")
    parts = {
        "xl/workbook.xml": (SHEET_TYPES + "sheet.main+xml", workbook(rows)),
        "xl/worksheets/sheet1.xml": (
            SHEET_TYPES + "worksheet+xml", f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1">{title}</row></sheetData></worksheet>'),
        "xl/worksheets/sheet2.xml": (SHEET_TYPES + "worksheet+xml", data_sheet(rows)),
        "xl/styles.xml": (SHEET_TYPES + "styles+xml", styles()),
        "xl/connections.xml": (SHEET_TYPES + "connections+xml", connections()),
        "xl/tables/table1.xml": (SHEET_TYPES + "table+xml", table(rows)),
        "xl/queryTables/queryTable1.xml": (SHEET_TYPES + "queryTable+xml", query_table()),
        "xl/pivotCache/pivotCacheDefinition1.xml": (SHEET_TYPES + "pivotCacheDefinition+xml", pivot_cache(rows)),
        "xl/pivotTables/pivotTable1.xml": (SHEET_TYPES + "pivotTable+xml", pivot_table(rows)),
        "customXml/itemProps1.xml": (
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
            f'{HEAD}<ds:datastoreItem ds:itemID="{{6D1C0B0E-6B0C-4C1E-9B0B-2F7C1D1E6A11}}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
            '<ds:schemaRefs><ds:schemaRef ds:uri="http://schemas.microsoft.com/DataMashup"/></ds:schemaRefs></ds:datastoreItem>'),
    }
    files = {
        "[Content_Types].xml": content_types({name: kind for name, (kind, _) in parts.items()}),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        **{name: content for name, (_, content) in parts.items()},
        "customXml/item1.xml": mashup(root),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("styles", "styles.xml"), ("connections", "connections.xml"),
            ("pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"), ("customXml", "../customXml/item1.xml")),
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("pivotTable", "../pivotTables/pivotTable1.xml")),
        "xl/worksheets/_rels/sheet2.xml.rels": relations(("table", "../tables/table1.xml")),
        "xl/tables/_rels/table1.xml.rels": relations(("queryTable", "../queryTables/queryTable1.xml")),
        "xl/pivotTables/_rels/pivotTable1.xml.rels": relations(("pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")),
        "customXml/_rels/item1.xml.rels": relations(("customXmlProps", "itemProps1.xml")),
    }
    with open(target, "wb") as file:
        file.write(archive(files))
    print(f"{target}: {len(rows)} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
