using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>Which options go with which resource; those this service does not have are answered with 501.</summary>
static class OptionRules
{
    public static void Check(QuerySyntax query, ResourcePath resource)
    {
        var kind = resource.Kind;
        var collection = kind == ResourceKind.Collection;
        var listed = collection || kind == ResourceKind.References;
        var counted = listed || kind == ResourceKind.Count;
        var structured = collection || kind == ResourceKind.Entity;
        (string Name, object? Value, bool Allowed)[] options =
        [
            ("$apply", query.Apply, collection || kind == ResourceKind.Count),
            ("$compute", query.Compute, structured),
            ("$search", query.Search, counted),
            ("$filter", query.Filter, counted),
            ("$orderby", query.OrderBy, listed),
            ("$top", query.Top, listed),
            ("$skip", query.Skip, listed),
            ("$count", query.Count, listed),
            ("$skiptoken", query.SkipToken, listed),
            ("$select", query.Select, structured),
            ("$expand", query.Expand, structured),
            ("$levels", query.Levels, false),
        ];
        foreach (var (name, value, allowed) in options)
        {
            if (value is not null && !allowed)
                throw FeedErrors.OptionNotAllowed(name, kind);
        }

        CheckOthers(query, resource);
    }

    static void CheckOthers(QuerySyntax query, ResourcePath resource)
    {
        // OData 4.01 part 1 §11.2.10.
        if (resource.Kind == ResourceKind.Count && query.Filter is not null && resource.Steps.OfType<FilterRows>().Any())
            throw FeedErrors.FilteredTwice();
        if (query.Id is not null)
            throw FeedErrors.IdNotAllowed();
        if (query.DeltaToken is not null)
            throw FeedErrors.OptionNotSupported("$deltatoken", "This feed does not track changes.");
        if (query.Index is not null)
            throw FeedErrors.OptionNotSupported("$index", "It inserts at a place of a collection, and this feed is read-only.");
    }
}
