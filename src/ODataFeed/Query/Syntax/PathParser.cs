namespace ODataFeed.Query.Syntax;

/// <summary>
/// The resource path of a URL, below the service root. As OData 4.01 part 2 §2.1 demands, it is split at <c>/</c> before anything is
/// percent-decoded: a slash within a key is <c>%2F</c>.
/// </summary>
static class PathParser
{
    const string FilterSegment = "$filter(";

    /// <param name="rawPath">As sent: still percent-encoded. One slash at either end is tolerated.</param>
    /// <param name="limits">How large it may get; the defaults if null.</param>
    /// <returns>Positions in it count characters of the path as sent for segments, of the decoded segment for what is within.</returns>
    public static PathSyntax Parse(string rawPath, SyntaxLimits? limits = null)
    {
        var start = rawPath.StartsWith('/') ? 1 : 0;
        var end = rawPath.Length > start + 1 && rawPath.EndsWith('/') ? rawPath.Length - 1 : rawPath.Length;
        List<SegmentSyntax> segments = [];
        if (start == end)
            return new(segments);
        var budget = new SyntaxBudget(limits ?? SyntaxLimits.Default);
        while (start <= end)
        {
            var text = TakeSegment(rawPath.AsSpan(0, end), start, out var next);
            if (text.Length == 0)
                throw FeedErrors.Unexpected("the path", start, "/", "a name between two slashes");
            segments.Add(SegmentParser.Parse(text, start, budget));
            start = next;
        }

        return new(segments);
    }

    /// <summary>
    /// Decodes one segment. Strictly, a slash within <c>$filter(…)</c> would have to be encoded, but the ABNF shows it bare: so such a
    /// segment goes on until its parenthesis closes.
    /// </summary>
    static string TakeSegment(ReadOnlySpan<char> path, int start, out int next)
    {
        var rest = path[start..];
        var slash = rest.IndexOf('/');
        var length = slash < 0 ? rest.Length : slash;
        var text = UrlText.Decode(rest[..length], false, "a path segment");
        if (slash >= 0 && text.StartsWith(FilterSegment, StringComparison.Ordinal))
        {
            length = FilterLength(rest);
            text = UrlText.Decode(rest[..length], false, "a path segment");
        }

        next = start + length + 1;
        return text;
    }

    /// <summary>Up to the first slash outside of parentheses and quotes, which may be encoded or not.</summary>
    static int FilterLength(ReadOnlySpan<char> raw)
    {
        var (open, quoted) = (0, false);
        for (var index = 0; index < raw.Length; index++)
        {
            var rest = raw[index..];
            if (rest[0] == '/' && open == 0 && !quoted)
                return index;
            if (rest[0] == '\'' || rest.StartsWith("%27"))
                quoted = !quoted;
            else if (!quoted && (rest[0] == '(' || rest.StartsWith("%28")))
                open++;
            else if (!quoted && (rest[0] == ')' || rest.StartsWith("%29")))
                open--;
        }

        return raw.Length;
    }
}
