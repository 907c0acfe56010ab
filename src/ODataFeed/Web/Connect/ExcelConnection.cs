using System.Text;
using System.Xml.Linq;

namespace ODataFeed.Web.Connect;

/// <summary>
/// An Office data connection with a Power Query in it ([MS-ODCFF]): HTML whose XML islands say how Excel connects. Opening it makes a
/// table of the first query's rows; further queries come along without being loaded.
/// </summary>
static class ExcelConnection
{
    static readonly XNamespace Office = "urn:schemas-microsoft-com:office:office";
    static readonly XNamespace Odc = "urn:schemas-microsoft-com:office:odc";
    static readonly XNamespace Mashup = "http://schemas.microsoft.com/DataMashup";
    static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";
    static readonly XNamespace Html = "http://www.w3.org/TR/REC-html40";

    /// <param name="description">What the connection holds, for Excel's list of connections.</param>
    /// <param name="queries">Name and M of each query; Excel loads the first.</param>
    public static byte[] Of(string description, IReadOnlyList<(string Name, string M)> queries)
    {
        var name = queries[0].Name;
        var page = new XElement(
            Html + "html",
            new XAttribute(XNamespace.Xmlns + "o", Office),
            new XElement(
                Html + "head",
                Meta("Content-Type", "text/x-ms-odc; charset=utf-8", "http-equiv"),
                Meta("ProgId", "ODC.Database"),
                Meta("SourceType", "OLEDB"),
                new XElement(Html + "title", name),
                new XElement(Html + "xml", new XAttribute("id", "docprops"), Properties(name, description)),
                new XElement(Html + "xml", new XAttribute("id", "msodc"), Connection(name, queries))));
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    static XElement Meta(string name, string content, string attribute = "name") =>
        new(Html + "meta", new XAttribute(attribute, name), new XAttribute("content", content));

    static XElement Properties(string name, string description) => new(
        Office + "DocumentProperties",
        new XElement(Office + "Description", description),
        new XElement(Office + "Name", name));

    static XElement Connection(string name, IReadOnlyList<(string Name, string M)> queries) => new(
        Odc + "OfficeDataConnection",
        new XAttribute(XNamespace.Xmlns + "odc", Odc),
        new XElement(
            Odc + "PowerQueryConnection",
            new XAttribute(Odc + "Type", "OLEDB"),
            new XElement(Odc + "ConnectionString", $"Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location={name};Extended Properties=\"\""),
            new XElement(Odc + "CommandType", "SQL"),
            new XElement(Odc + "CommandText", $"SELECT * FROM [{name}]")),
        // The mashup is text within the connection, so its markup is escaped by being written as text.
        new XElement(Odc + "PowerQueryMashupData", Package(queries).ToString(SaveOptions.DisableFormatting)));

    static XElement Package(IReadOnlyList<(string Name, string M)> queries) => new(
        Mashup + "Mashup",
        new XAttribute(XNamespace.Xmlns + "xsi", Instance),
        new XElement(Mashup + "Client", "EXCEL"),
        new XElement(Mashup + "Version", "2.108.0.0"),
        new XElement(Mashup + "MinVersion", "2.21.0.0"),
        new XElement(Mashup + "Culture", "en-US"),
        new XElement(Mashup + "SafeCombine", "true"),
        new XElement(Mashup + "Items", queries.Select(query => new XElement(
            Mashup + "Query",
            new XAttribute("Name", query.Name),
            new XElement(Mashup + "Formula", new XCData(query.M)),
            Nil("IsParameterQuery"),
            Nil("IsDirectQuery")))));

    static XElement Nil(string name) => new(Mashup + name, new XAttribute(Instance + "nil", "true"));
}
