using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ODataFeed.Store;

/// <summary>
/// A prepared statement without the layer of ADO.NET, whose parameters are objects: texts go to and from SQLite as the UTF-8 they are.
/// Parameters and columns count from 0. Disposing it ends it; the connection must still be open.
/// </summary>
sealed class SqliteStatement : IDisposable
{
    readonly sqlite3 _connection;
    readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
    }

    public void BindNull(int parameter) => Check(raw.sqlite3_bind_null(_statement, parameter + 1));

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter + 1, value));

    public void Bind(int parameter, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(_statement, parameter + 1, utf8));

    /// <summary>Goes to the next row; false after the last one, or where the statement gives none.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Ready for other parameters.</summary>
    public void Reset() => Check(raw.sqlite3_reset(_statement));

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The UTF-8 of a text; good until the next step. A blob's bytes are the text's, without a conversion.</summary>
    public ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection);
}
