using Xunit;

namespace ODataFeed.Tests.Store;

/// <summary>A test that needs PostgreSQL: skipped where there is none, but not under CI.</summary>
sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = PostgreSqlServer.Missing;
}
