using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ODataFeed.Snapshot;
using UsageReports;
using Linq = System.Linq.Expressions.Expression;
using LinqParameter = System.Linq.Expressions.ParameterExpression;

namespace ODataFeed.Query.Database;

/// <summary>A row of a stored table in the words of an EF query: a property bag, and its cells by ordinal.</summary>
sealed class StoredRow(TableSchema schema, IEntityType type)
{
    /// <summary>The row that a lambda is given.</summary>
    public LinqParameter Bag { get; } = Linq.Parameter(typeof(Dictionary<string, object>), "row");

    public ColumnSchema Column(int ordinal) => schema.Columns[ordinal];

    /// <summary>The cell in its stored type: nullable, unless the column is part of the key.</summary>
    public Linq Cell(int ordinal) => Linq.Call(
        typeof(EF), nameof(EF.Property), [TypeOf(ordinal)], Bag, Linq.Constant(schema.Columns[ordinal].Name));

    public bool IsNullable(int ordinal) => schema.Columns[ordinal].Nullable;

    public Type TypeOf(int ordinal) => type.FindProperty(schema.Columns[ordinal].Name)!.ClrType;

    /// <summary>A value as a parameter of the query, never as text of it: plans are shared, and no value reaches a log.</summary>
    public static Linq Parameter(object? value, Type type)
    {
        var holder = Activator.CreateInstance(typeof(Holder<>).MakeGenericType(type), value)!;
        return Linq.Property(Linq.Constant(holder), nameof(Holder<int>.Value));
    }

    /// <summary>A value of a plan (integers, day numbers and ticks as <see cref="long"/>) as the store has it.</summary>
    public static object? Stored(object? value, ColumnType type) => (value, type) switch
    {
        (long day, ColumnType.Date) => DateOnly.FromDayNumber((int)day),
        (long number, ColumnType.Int32) => (int)number,
        _ => value,
    };

    /// <summary>What a lambda closes over, as EF knows it from compiled code.</summary>
    sealed class Holder<T>(T value)
    {
        public T Value { get; } = value;
    }
}
