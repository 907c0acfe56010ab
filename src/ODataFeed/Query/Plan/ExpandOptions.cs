using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>The options nested in <c>$expand</c> of a property that leads to one entity.</summary>
static class ExpandOptions
{
    /// <summary>The target's columns to answer.</summary>
    public static IReadOnlyList<int> Selected(ExpandSyntax item, TableSchema target)
    {
        var options = item.Options ?? QuerySyntax.Empty;
        (string Name, object? Value)[] collectionOnly =
        [
            ("$orderby", options.OrderBy), ("$top", options.Top), ("$skip", options.Skip), ("$count", options.Count), ("$search", options.Search), ("$apply", options.Apply),
        ];
        foreach (var (name, value) in collectionOnly)
        {
            if (value is not null)
                throw FeedErrors.NestedOptionNotAllowed(name, item.Path[0]);
        }

        (string Name, object? Value)[] missing = [("$filter", options.Filter), ("$compute", options.Compute), ("$expand", options.Expand), ("$levels", options.Levels)];
        foreach (var (name, value) in missing)
        {
            if (value is not null)
                throw FeedErrors.OptionNotSupported($"{name} within $expand", $"Filter the set itself by {item.Path[0]}/….");
        }

        if (options.Select is not { Count: > 0 } selects || selects.Any(select => select.IsStar))
            return [.. Enumerable.Range(0, target.Columns.Count)];
        return [.. selects.Select(select => target.Find(string.Join('/', select.Path)) is >= 0 and var ordinal
            ? ordinal
            : throw FeedErrors.UnknownProperty(string.Join('/', select.Path), target.Name, select.Position, target.Columns.Select(column => column.Name))).Distinct()];
    }
}
