using Microsoft.EntityFrameworkCore;

namespace ODataFeed.Benchmarks;

/// <summary>The queries as LINQ over EF InMemory, whose entities have just the properties these need.</summary>
sealed class InMemoryLinq : DbContext
{
    /// <summary>More would take the benchmark minutes; times are scaled to the rows the others have, which flatters EF.</summary>
    public const int Rows = 30_000;

    DbSet<User> Users => Set<User>();

    public static async Task<InMemoryLinq> OfAsync(UserRow[] rows)
    {
        var context = new InMemoryLinq();
        context.Users.AddRange(rows[..Rows].Select(row => new User
        {
            UserPrincipalName = row.UserPrincipalName,
            AssignedProducts = row.AssignedProducts,
            ReportPeriod = row.ReportPeriod,
            ExchangeLastActivityDate = row.Dates[1],
        }));
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
        return context;
    }

    public async Task FilterAsync(DateOnly day) => await Users.AsNoTracking()
        .Where(user => user.ExchangeLastActivityDate >= day)
        .OrderBy(user => user.ExchangeLastActivityDate).ThenBy(user => user.UserPrincipalName)
        .Select(user => new { user.UserPrincipalName, user.ExchangeLastActivityDate })
        .ToListAsync();

    public async Task GroupAsync() => await Users.AsNoTracking()
        .GroupBy(user => user.AssignedProducts)
        .Select(group => new
        {
            group.Key,
            Count = group.Count(),
            Sum = group.Sum(user => user.ReportPeriod),
            Average = group.Average(user => user.ReportPeriod),
            Distinct = group.Select(user => user.ExchangeLastActivityDate).Distinct().Count(),
        })
        .ToListAsync();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseInMemoryDatabase("benchmark");

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<User>().HasKey(user => user.UserPrincipalName);

    sealed class User
    {
        public required string UserPrincipalName { get; init; }

        public string? AssignedProducts { get; init; }

        public int ReportPeriod { get; init; }

        public DateOnly? ExchangeLastActivityDate { get; init; }
    }
}
