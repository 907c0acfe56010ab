using System.Globalization;

namespace ODataFeed.Benchmarks;

/// <summary>A line of the table in docs/performance.md.</summary>
/// <param name="Target">The number of the target it belongs to; 0 where there is none.</param>
/// <param name="Ours">The feed's figure, with its unit.</param>
/// <param name="Reference">The figure it is compared with, and what that is.</param>
/// <param name="Ratio">Ours to the reference's, the way the target has it; null where there is only a figure.</param>
/// <param name="Limit">The target: at least, or at most, this ratio; null where there is none.</param>
/// <param name="AtLeast">Whether greater is better.</param>
sealed record Result(int Target, string Work, string Ours, string Reference, double? Ratio = null, double? Limit = null, bool AtLeast = true)
{
    public bool? Met => (Ratio, Limit) is ({ } ratio, { } limit) ? AtLeast ? ratio >= limit : ratio <= limit : null;

    /// <summary>A figure as the table shows it, whatever the machine's language.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
