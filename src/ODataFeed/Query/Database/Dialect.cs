using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Linq = System.Linq.Expressions.Expression;

namespace ODataFeed.Query.Database;

/// <summary>Where providers need different words for the same thing.</summary>
/// <param name="IsRelational">Queries become SQL, whose rows a data reader gives; otherwise EF runs them over objects.</param>
/// <param name="ComparesRows">Knows <c>(a, b) &gt; (x, y)</c>, which an index answers without looking at what comes before.</param>
sealed record Dialect(bool IsRelational, bool ComparesRows)
{
    public static Dialect Of(DatabaseFacade database) => new(!database.IsInMemory(), database.IsNpgsql());

    /// <summary>Text compared with text by code point, as a number to compare with 0; null is for the caller.</summary>
    public Linq CompareText(Linq left, Linq right) => IsRelational
        ? Linq.Call(typeof(string), nameof(string.Compare), null, left, right)
        : Linq.Call(typeof(Coercion), nameof(Coercion.CompareText), null, left, right);

    /// <summary>A cell as a key to sort by.</summary>
    public Linq SortKey(Linq cell) => IsRelational || cell.Type != typeof(string) ? cell : Linq.Call(typeof(TextOrder), nameof(TextOrder.Of), null, cell);
}
