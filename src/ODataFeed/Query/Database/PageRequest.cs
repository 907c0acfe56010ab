namespace ODataFeed.Query.Database;

/// <summary>Which part of an answer is asked for.</summary>
/// <param name="Size">Rows in a page; null for all, which come in pages all the same where they come from the database one by one.</param>
/// <param name="Mark">The row behind which to begin; null at the beginning.</param>
/// <param name="First">The place of the first row, of results that are made as a whole; null at the beginning.</param>
/// <param name="End">The place behind the last row of the whole answer; null where the plan says it.</param>
readonly record struct PageRequest(int? Size, PageMark? Mark = null, int? First = null, int? End = null);
