using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ODataFeed.Benchmarks;

/// <summary>What the queries of the benchmarks come to when each is written by hand over an array of objects.</summary>
static class ByHand
{
    /// <summary>Filter on a date, two properties, in the order of the later one and the name.</summary>
    public static List<UserRow> Filter(UserRow[] rows, DateOnly day)
    {
        var found = new List<UserRow>();
        foreach (var row in rows)
        {
            if (row.Dates[1] >= day)
                found.Add(row);
        }

        found.Sort(static (left, right) =>
            Nullable.Compare(left.Dates[1], right.Dates[1]) is var order and not 0 ? order : string.CompareOrdinal(left.UserPrincipalName, right.UserPrincipalName));
        return found;
    }

    public static async Task WriteAsync(List<UserRow> rows)
    {
        var pipe = PipeWriter.Create(Stream.Null);
        using var json = new Utf8JsonWriter(pipe);
        json.WriteStartObject();
        json.WriteStartArray("value"u8);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("UserPrincipalName"u8, row.UserPrincipalName);
            if (row.Dates[1] is { } date)
                json.WriteString("ExchangeLastActivityDate"u8, date.ToString("O", null));
            else
                json.WriteNull("ExchangeLastActivityDate"u8);
            json.WriteEndObject();
            if (json.BytesPending < 64 * 1024)
                continue;
            json.Flush();
            await pipe.FlushAsync();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await pipe.CompleteAsync();
    }

    /// <summary>Groups by product: rows, the sum and average of a number, the distinct dates of a column.</summary>
    public static Dictionary<string, Sums> Group(UserRow[] rows)
    {
        var groups = new Dictionary<string, Sums>();
        foreach (var row in rows)
        {
            ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, row.AssignedProducts ?? "", out _);
            sums ??= new Sums();
            sums.Count++;
            sums.Sum += row.ReportPeriod;
            if (row.Dates[1] is { } date)
                sums.Dates.Add(date);
        }

        return groups;
    }

    /// <summary>What is known of a group.</summary>
    public sealed class Sums
    {
        public long Count { get; set; }

        public long Sum { get; set; }

        public HashSet<DateOnly> Dates { get; } = [];
    }
}
