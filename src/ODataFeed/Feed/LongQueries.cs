using System.Security.Cryptography;
using System.Text;
using ODataFeed.Query;

namespace ODataFeed.Feed;

/// <summary>
/// The options of queries too long for a link to their next page: they came in a body, and the link is a GET. They are kept here under a
/// digest of themselves, so that all pages of a query, and the same query asked again, share one entry. Bounded; the oldest goes first.
/// </summary>
sealed class LongQueries(FeedOptions options, TimeProvider time)
{
    /// <summary>All texts together, in characters: sixteen of the longest bodies with default limits, 32 MB.</summary>
    const int Most = 16 << 20;

    /// <summary>Between a paging token and the name of the options it goes with; neither holds one.</summary>
    const char Separator = '~';

    readonly Lock _changing = new();
    readonly Dictionary<string, (string Text, DateTimeOffset Until)> _queries = [];
    int _length;

    /// <summary>The link to a next page: all options in the URL where they fit, else a token that stands for them.</summary>
    /// <param name="resource">The absolute URL without query.</param>
    /// <param name="query">The options of all pages, percent-encoded.</param>
    public string Link(string resource, string query, string token)
    {
        var link = $"{resource}?{(query.Length == 0 ? "" : query + "&")}$skiptoken={token}";
        return link.Length <= options.UrlLength ? link : $"{resource}?$skiptoken={token}{Separator}{Keep(query)}";
    }

    /// <summary>Puts the options back that a link left out.</summary>
    /// <exception cref="FeedException">They are gone.</exception>
    public RawTarget Resume(RawTarget target)
    {
        if (target.Option("skiptoken") is not { } token || token.IndexOf(Separator) is not (>= 0 and var end))
            return target;
        var query = Find(token[(end + 1)..]) ?? throw FeedErrors.QueryGone();
        return target with { Query = string.Join('&', new[] { query, target.Without("skiptoken"), $"$skiptoken={token[..end]}" }.Where(part => part.Length > 0)) };
    }

    string Keep(string query)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query)).AsSpan(0, 16));
        lock (_changing)
        {
            Forget(name);
            var now = time.GetUtcNow();
            foreach (var old in _queries.Where(entry => entry.Value.Until <= now).Select(entry => entry.Key).ToList())
                Forget(old);
            while (_queries.Count > 0 && _length + query.Length > Most)
                Forget(_queries.MinBy(entry => entry.Value.Until).Key);
            _queries[name] = (query, now + Lease);
            _length += query.Length;
        }

        return name;
    }

    string? Find(string name)
    {
        lock (_changing)
            return _queries.TryGetValue(name, out var query) && query.Until > time.GetUtcNow() ? query.Text : null;
    }

    /// <summary>As long as the rows of page 1 are sure to be kept, and never shorter than one page may take.</summary>
    TimeSpan Lease => options.SnapshotLease > options.RequestTimeout ? options.SnapshotLease : options.RequestTimeout;

    void Forget(string name)
    {
        if (_queries.Remove(name, out var query))
            _length -= query.Text.Length;
    }
}
