using System.Text;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Web.Explore;

namespace ODataFeed.Web.Connect;

/// <summary><c>/connect</c>, and the files <c>/connect/&lt;Set&gt;.pbids</c>, <c>.odc</c> and <c>.pq</c> of each set and of the whole feed.</summary>
static class ConnectEndpoints
{
    /// <summary>The files of the whole feed have the name of its schema.</summary>
    public const string WholeFeed = FeedModel.Namespace;

    static readonly ConnectFiles Whole = new(WholeFeed, "The whole feed", "Every set, to choose from.");

    public static IResult Page(HttpContext context, PageContext page)
    {
        var (site, model, fields) = (page.Site(context), page.Queries(context).Model, context.Request.Query);
        var set = model.Find(fields["set"].ToString());
        var services = SetList.Of(model, fields["search"].ToString())
            .Select(service => new ConnectService(service.Name, [.. service.Sets.Select(item => FilesOf(model.Find(item.Name)!))]))
            .ToList();
        return PageResult.Of<ConnectPage>(new ConnectModel(
            site,
            page.SignIn,
            Whole,
            set is null ? null : FilesOf(set),
            set is null ? PowerQuery.OfFeed(site.Root) : PowerQuery.OfSet(site.Root, set),
            fields["search"].ToString(),
            services));
    }

    public static IResult File(string file, HttpContext context, PageContext page)
    {
        var (name, extension) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file));
        var (root, model) = (page.Site(context).Root, page.Queries(context).Model);
        var set = model.Find(name);
        if (set is null && name != WholeFeed)
            return Missing($"There is no set '{name}' that you may read.");
        return extension switch
        {
            ".pbids" => Download(PowerBiFile.Of(set is null ? root : root + set.Name), "application/json", file),
            ".odc" => Download(Odc(root, set, model), "text/x-ms-odc", file),
            ".pq" => Download(Encoding.UTF8.GetBytes(set is null ? PowerQuery.OfFeed(root) : PowerQuery.OfSet(root, set)), "text/plain; charset=utf-8", file),
            _ => Missing($"Connection files end in .pbids, .odc or .pq; found '{extension}'."),
        };
    }

    /// <summary>
    /// A connection loads one query. Of the whole feed that is the list of reports; the trends come along as further queries, which people
    /// load as they need them.
    /// </summary>
    static byte[] Odc(string root, TableSchema? set, FeedModel model)
    {
        if (set is not null)
            return ExcelConnection.Of(set.Title, [(set.Name, PowerQuery.OfSet(root, set))]);
        var sets = model.Sets.Where(other => other.Name == ReportsTable.Schema.Name)
            .Concat(model.Sets.Where(other => other is { Personal: false, Report: { Retired: null } report } && other.Name != report.HistorySet));
        return ExcelConnection.Of("Microsoft 365 usage reports", [.. sets.Select(other => (other.Name, PowerQuery.OfSet(root, other)))]);
    }

    static ConnectFiles FilesOf(TableSchema set) => new(set.Name, set.Title, set.Description);

    static IResult Download(byte[] body, string mediaType, string file) => Results.File(body, mediaType, file);

    static IResult Missing(string reason) => Results.Text(reason, "text/plain; charset=utf-8", Encoding.UTF8, StatusCodes.Status404NotFound);
}
