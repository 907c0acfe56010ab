using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Store;

/// <summary>
/// The database, or some sets of it: an entity type per set, made from the schema, whose rows are property bags; and the store's
/// facts. An instance lives for one chunk of rows.
/// </summary>
sealed class StoreContext(DbContextOptions<StoreContext> options, StoreTables tables) : DbContext(options)
{
    public StoreTables Tables { get; } = tables;

    public DbSet<StoreFact> Facts => Set<StoreFact>();

    /// <summary>The sets published so far.</summary>
    public DbSet<StoredSet> Sets => Set<StoredSet>();

    /// <summary>The rows of a set.</summary>
    public DbSet<Dictionary<string, object>> Rows(TableSchema schema) => Set<Dictionary<string, object>>(schema.Name);

    /// <summary>Marks a fact to be saved, if it still has the value given.</summary>
    public void Replace(string name, string known, string value)
    {
        var fact = Facts.Attach(new StoreFact { Name = name, Value = known });
        fact.Property(stored => stored.Value).CurrentValue = value;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Names that no set can have: a set's begin with a letter.
        var facts = modelBuilder.Entity<StoreFact>().ToTable(StoreFact.Table);
        facts.HasKey(fact => fact.Name);
        // Of two that write at once, one sees that the number has moved on.
        facts.Property(fact => fact.Value).IsConcurrencyToken();
        modelBuilder.Entity<StoredSet>().ToTable("_Sets").HasKey(set => set.Name);
        foreach (var schema in Tables.Schemas)
        {
            var rows = modelBuilder.SharedTypeEntity<Dictionary<string, object>>(schema.Name);
            foreach (var column in schema.Columns)
                Map(rows.IndexerProperty(StoredType(column), column.Name).ValueGeneratedNever());
            rows.HasKey([.. schema.Key.Select(ordinal => schema.Columns[ordinal].Name)]);
        }
    }

    void Map(PropertyBuilder property)
    {
        if (Database.IsInMemory())
            property.Metadata.SetValueComparer(SharedBoxes.Comparer(property.Metadata.ClrType));
        // Text is compared and sorted by its bytes, as the snapshot does; on Sqlite that is so without a word.
        if (Database.IsNpgsql() && property.Metadata.ClrType == typeof(string))
            property.UseCollation("C");
    }

    /// <summary>
    /// Instants and durations are stored as 64-bit ticks: providers disagree on their ranges and on how they compare.
    /// </summary>
    static Type StoredType(ColumnSchema column)
    {
        var type = column.Type switch
        {
            ColumnType.String => typeof(string),
            ColumnType.Boolean => typeof(bool),
            ColumnType.Int32 => typeof(int),
            ColumnType.Int64 or ColumnType.DateTimeOffset or ColumnType.Duration => typeof(long),
            ColumnType.Decimal => typeof(decimal),
            ColumnType.Date => typeof(DateOnly),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, "Not a column type."),
        };
        return column.Nullable && type.IsValueType ? typeof(Nullable<>).MakeGenericType(type) : type;
    }

    /// <summary>Two stores of different catalogs are two models.</summary>
    internal sealed class ModelOfTables : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (((StoreContext)context).Tables, designTime);
    }
}
