namespace ODataFeed.Snapshot.Derived;

/// <summary>
/// The sets that follow from the reports: views, days, products, users. Given what is about to be published, makes those it changes, so
/// that they are published with it and no reader sees the one without the other.
/// </summary>
/// <param name="model">The sets of the feed.</param>
/// <param name="fiscalYearStart">The month in which fiscal years begin, 1 to 12.</param>
/// <param name="list">What is known of users beyond the reports.</param>
sealed class DerivedTables(FeedModel model, int fiscalYearStart, UserList? list)
{
    /// <summary>What a year must be multiplied by to make room for another behind it.</summary>
    const long YearDigits = 10_000;

    /// <summary>
    /// The derived tables to publish along. Changes nothing. Their versions follow from what they are made of, that of the newest table or
    /// the years, so that services which learn of publishes one by one, several at a time or at their start have the same.
    /// </summary>
    /// <param name="before">The snapshot so far.</param>
    /// <param name="published">The tables of reports about to be published, under their numbers.</param>
    /// <param name="today">Its year is always among the days.</param>
    public IReadOnlyList<Table> Of(FeedSnapshot before, IReadOnlyList<Table> published, DateOnly today)
    {
        var derived = published.SelectMany(Views).ToList();
        if (Dates(before.Find(DateTable.Schema.Name), published, today) is { } dates)
            derived.Add(dates);
        var after = before.With(published, before.Version);
        if (IsDue(ProductTable.Schema.Name, ProductTable.IsSource))
            derived.Add(Numbered(ProductTable.Of(model, Sources(after, ProductTable.IsSource)), ProductTable.IsSource));
        if (model.Find(NavigationSchema.Users) is { } users && IsDue(users.Name, UserTable.IsSource))
            derived.Add(Numbered(UserTable.Of(users, Sources(after, UserTable.IsSource), list), UserTable.IsSource));
        return derived;

        Table Numbered(Table table, Predicate<TableSchema> isSource) =>
            table.Publish(Sources(after, isSource).Select(source => source.Version).DefaultIfEmpty().Max());

        bool IsDue(string set, Predicate<TableSchema> isSource) => before.Find(set) is null || published.Any(table => isSource(table.Schema));
    }

    IEnumerable<Table> Views(Table source) =>
        model.Sets.Where(set => set.View is not null && set.Report!.EntitySet == source.Schema.Name).Select(view => Unpivot.Apply(source, view).Publish(source.Version));

    IEnumerable<Table> Sources(FeedSnapshot snapshot, Predicate<TableSchema> isSource) =>
        model.Sets.Where(set => isSource(set)).Select(set => snapshot.Find(set.Name)).OfType<Table>();

    /// <summary>The days, where they must reach farther than those so far.</summary>
    Table? Dates(Table? before, IReadOnlyList<Table> published, DateOnly today)
    {
        YearRange? known = before is null ? null : YearRange.Of(before);
        var wanted = published.Aggregate((known ?? new YearRange(today.Year, today.Year)).With(today.Year), (range, table) => range.With(table));
        return wanted == known ? null : DateTable.Of(wanted, fiscalYearStart).Publish((wanted.First * YearDigits) + wanted.Last);
    }
}
