using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>Which options go with which resource; those this service does not have are answered with 501.</summary>
static class OptionRules
{
    public static void Check(QuerySyntax query, ResourceKind kind)
    {
        var collection = kind == ResourceKind.Collection;
        var structured = collection || kind == ResourceKind.Entity;
        (string Name, object? Value, bool Allowed)[] options =
        [
            ("$apply", query.Apply, collection || kind == ResourceKind.Count),
            ("$compute", query.Compute, structured),
            ("$search", query.Search, collection || kind == ResourceKind.Count),
            ("$filter", query.Filter, collection || kind == ResourceKind.Count),
            ("$orderby", query.OrderBy, collection),
            ("$top", query.Top, collection),
            ("$skip", query.Skip, collection),
            ("$count", query.Count, collection),
            ("$skiptoken", query.SkipToken, collection),
            ("$select", query.Select, structured),
            ("$expand", query.Expand, structured),
            ("$levels", query.Levels, false),
        ];
        foreach (var (name, value, allowed) in options)
        {
            if (value is not null && !allowed)
                throw FeedErrors.OptionNotAllowed(name, kind);
        }

        (string Name, object? Value)[] missing =
        [
            ("$deltatoken", query.DeltaToken), ("$index", query.Index), ("$id", query.Id),
        ];
        foreach (var (name, value) in missing)
        {
            if (value is not null)
                throw FeedErrors.OptionNotSupported(name, "This feed is read-only and does not track changes.");
        }
    }
}
