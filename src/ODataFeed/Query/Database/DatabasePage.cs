using ODataFeed.Query.Execution;

namespace ODataFeed.Query.Database;

/// <summary>A page of an answer; its rows are those of the result from <see cref="QueryResult.First"/> to <see cref="QueryResult.End"/>.</summary>
/// <param name="Next">The mark behind which the next page begins; null at the end, and where pages have places.</param>
/// <param name="Place">The place at which the next page begins and the one behind the last row of the answer, of results made as a whole.</param>
sealed record DatabasePage(QueryResult Result, PageMark? Next = null, (int First, int End)? Place = null);
