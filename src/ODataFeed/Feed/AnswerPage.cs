using ODataFeed.Query.Database;
using ODataFeed.Query.Execution;

namespace ODataFeed.Feed;

/// <summary>One page of an answer, whichever engine made it.</summary>
/// <param name="First">The place of its first row in the result.</param>
/// <param name="End">The place behind its last row.</param>
/// <param name="Size">Rows in a page; null where the answer is not to be cut.</param>
/// <param name="Next">The token of the next page; null where this is the last.</param>
/// <param name="Rest">Of an answer that is not to be cut but comes in parts: where the next part begins.</param>
sealed record AnswerPage(QueryResult Result, int First, int End, int? Size, string? Next, PageMark? Rest = null);
