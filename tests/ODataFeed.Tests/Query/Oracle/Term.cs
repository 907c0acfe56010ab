namespace ODataFeed.Tests.Query.Oracle;

/// <summary>A piece of a query: its text, and what it means for a row, worked out the obvious way.</summary>
sealed record Term(string Text, Func<object?[], object?> Value);
